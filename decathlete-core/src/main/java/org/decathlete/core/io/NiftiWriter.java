package org.decathlete.core.io;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import org.decathlete.core.run.AtomicFiles;
import org.decathlete.core.run.DecathleteException;
import org.decathlete.core.volume.LabelVolume;
import org.decathlete.core.volume.Volume;

/** Writes NIfTI files: plain, or gzipped at its fastest level where the name ends in .gz. */
final class NiftiWriter {
    private static final int BLOCK = 1 << 14;
    private static final int LARGEST_BYTE = 255;

    private NiftiWriter() {}

    static void write(Path file, Volume volume) {
        NiftiHeader header =
                NiftiHeaders.header(volume.grid(), volume.channels().size(), volume.header(), VoxelType.FLOAT32);
        write(file, header, stream -> {
            for (float[] channel : volume.channels()) {
                encode(
                        stream,
                        header,
                        channel.length,
                        Float.BYTES,
                        (block, at, index) -> block.putFloat(at, channel[index]));
            }
        });
    }

    static void write(Path file, LabelVolume volume) {
        short[] labels = volume.labels();
        int largest = requireUnsigned(file, labels);
        VoxelType type = largest > LARGEST_BYTE ? VoxelType.UINT16 : VoxelType.UINT8;
        NiftiHeader header = NiftiHeaders.header(volume.grid(), 1, volume.header(), type);
        Voxel voxel = type == VoxelType.UINT8
                ? (block, at, index) -> block.put(at, (byte) labels[index])
                : (block, at, index) -> block.putShort(at, labels[index]);
        write(file, header, stream -> encode(stream, header, labels.length, type.bytes(), voxel));
    }

    private static int requireUnsigned(Path file, short[] labels) {
        int largest = 0;
        for (int i = 0; i < labels.length; i++) {
            if (labels[i] < 0) {
                throw DecathleteException.data(file + " cannot hold label " + labels[i] + " (voxel " + i
                        + "): labels in files are 0 or above");
            }
            largest = Math.max(largest, labels[i]);
        }
        return largest;
    }

    private static void write(Path file, NiftiHeader header, AtomicFiles.Content voxels) {
        boolean gzipped =
                String.valueOf(file.getFileName()).toLowerCase(Locale.ROOT).endsWith(".gz");
        AtomicFiles.write(file, stream -> {
            Optional<FastGzipStream> gzip = gzipped ? Optional.of(new FastGzipStream(stream)) : Optional.empty();
            OutputStream target = gzip.isPresent() ? gzip.get() : stream;
            byte[] start = Arrays.copyOf(header.bytes(), header.version().firstVoxel());
            target.write(start);
            voxels.writeTo(target);
            if (gzip.isPresent()) {
                gzip.get().finish();
            }
        });
    }

    /** Puts one voxel of an array into a block. */
    private interface Voxel {
        void put(ByteBuffer block, int at, int index);
    }

    private static void encode(OutputStream stream, NiftiHeader header, int count, int bytes, Voxel voxel)
            throws IOException {
        ByteBuffer block = ByteBuffer.allocate(BLOCK * bytes).order(header.order());
        for (int from = 0; from < count; from += BLOCK) {
            int length = Math.min(BLOCK, count - from);
            for (int i = 0; i < length; i++) {
                voxel.put(block, i * bytes, from + i);
            }
            stream.write(block.array(), 0, length * bytes);
        }
    }
}
