package org.decathlete.core.io.format;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.List;
import org.decathlete.core.run.DecathleteException;
import org.decathlete.core.volume.LabelVolume;

/** Encodes voxels: images as float32, label maps in the smallest unsigned type. */
public final class VoxelWriter {
    private static final int BLOCK = 1 << 14;
    private static final int LARGEST_BYTE = 255;

    private VoxelWriter() {}

    /**
     * The smallest type that holds every label: uint8, or uint16 where one is above 255.
     *
     * @param file what is written, for the error
     * @throws DecathleteException of kind DATA when a label is negative
     */
    public static VoxelType labelType(Path file, LabelVolume volume) {
        short[] labels = volume.labels();
        int largest = 0;
        for (int i = 0; i < labels.length; i++) {
            if (labels[i] < 0) {
                throw DecathleteException.data(file + " cannot hold label " + labels[i] + " (voxel " + i
                        + "): labels in files are 0 or above");
            }
            largest = Math.max(largest, labels[i]);
        }
        return largest > LARGEST_BYTE ? VoxelType.UINT16 : VoxelType.UINT8;
    }

    /** Writes one channel after the other as float32. */
    public static void floats(OutputStream stream, ByteOrder order, List<float[]> channels) throws IOException {
        for (float[] channel : channels) {
            encode(
                    stream,
                    order,
                    0,
                    channel.length,
                    Float.BYTES,
                    (block, at, index) -> block.putFloat(at, channel[index]));
        }
    }

    /** Writes labels in the type that {@link #labelType} chose. */
    public static void labels(OutputStream stream, ByteOrder order, VoxelType type, short[] labels) throws IOException {
        labels(stream, order, type, labels, 0, labels.length);
    }

    /** Writes the labels {@code from} to {@code from + count - 1} in the type that {@link #labelType} chose. */
    public static void labels(OutputStream stream, ByteOrder order, VoxelType type, short[] labels, int from, int count)
            throws IOException {
        Voxel voxel = type == VoxelType.UINT8
                ? (block, at, index) -> block.put(at, (byte) labels[index])
                : (block, at, index) -> block.putShort(at, labels[index]);
        encode(stream, order, from, count, type.bytes(), voxel);
    }

    /** Puts one voxel of an array into a block. */
    public interface Voxel {
        /**
         * Puts it.
         *
         * @param at its place in the block, in bytes
         * @param index of the voxel in the array
         */
        void put(ByteBuffer block, int at, int index);
    }

    /** Encodes the voxels {@code from} to {@code from + count - 1}, each in so many bytes. */
    public static void encode(OutputStream stream, ByteOrder order, int from, int count, int bytes, Voxel voxel)
            throws IOException {
        ByteBuffer block = ByteBuffer.allocate(Math.min(BLOCK, count) * bytes).order(order);
        for (int start = from; start < from + count; start += BLOCK) {
            int length = Math.min(BLOCK, from + count - start);
            for (int i = 0; i < length; i++) {
                voxel.put(block, i * bytes, start + i);
            }
            stream.write(block.array(), 0, length * bytes);
        }
    }
}
