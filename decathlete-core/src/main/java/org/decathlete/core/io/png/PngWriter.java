package org.decathlete.core.io.png;

import java.io.BufferedOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.CRC32;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import org.decathlete.core.io.format.VoxelWriter;
import org.decathlete.core.run.AtomicFiles;
import org.decathlete.core.run.DecathleteException;
import org.decathlete.core.volume.Grid;
import org.decathlete.core.volume.LabelVolume;
import org.decathlete.core.volume.Volume;

/** Writes PNG files: label maps in gray, images of whole numbers in gray or colours; with 8 bits, or 16 in gray where needed. */
final class PngWriter {
    private static final int CHUNK = 1 << 16;
    private static final int LARGEST_BYTE = 255;
    private static final int LARGEST_SHORT = 65_535;
    /** PNG's numbers for gray, gray with alpha, RGB, RGB with alpha. */
    private static final int[] COLOURS = {0, 4, 2, 6};

    private PngWriter() {}

    static void write(Path file, LabelVolume volume) {
        int depth = 8 * VoxelWriter.labelType(file, volume).bytes();
        short[] labels = volume.labels();
        write(file, volume.grid(), 1, depth, (channel, index) -> labels[index]);
    }

    static void write(Path file, Volume volume) {
        int channels = volume.channels().size();
        if (channels > COLOURS.length) {
            throw DecathleteException.usage(file + " cannot hold " + channels + " channels; PNG holds 4 at most");
        }
        int depth = 8;
        for (float[] channel : volume.channels()) {
            for (float value : channel) {
                if (value != Math.rint(value) || value < 0 || value > (channels == 1 ? LARGEST_SHORT : LARGEST_BYTE)) {
                    throw DecathleteException.usage(file + " cannot hold " + value
                            + ": PNG holds whole numbers from 0 to 255, or to 65535 in gray. Write a .tif or .nii.gz");
                }
                depth = value > LARGEST_BYTE ? 16 : depth;
            }
        }
        write(file, volume.grid(), channels, depth, (channel, index) ->
                (int) volume.channels().get(channel)[index]);
    }

    private interface Samples {
        int at(int channel, int index);
    }

    private static void write(Path file, Grid grid, int channels, int depth, Samples samples) {
        int[] size = grid.size();
        if (size[0] != 1) {
            throw DecathleteException.usage(
                    file + " cannot hold " + size[0] + " slices: PNG holds one. Write a .tif or .nii.gz");
        }
        AtomicFiles.write(file, stream -> {
            DataOutputStream target = new DataOutputStream(stream);
            target.write(PngFile.SIGNATURE);
            ByteBuffer header =
                    ByteBuffer.allocate(PngHeader.LENGTH).putInt(size[2]).putInt(size[1]);
            header.put((byte) depth).put((byte) COLOURS[channels - 1]);
            chunk(target, PngFile.HEADER, header.array(), PngHeader.LENGTH);
            pixels(target, size, channels, depth, samples);
            chunk(target, PngFile.END, new byte[0], 0);
            target.flush();
        });
    }

    private static void pixels(DataOutputStream target, int[] size, int channels, int depth, Samples samples)
            throws IOException {
        Deflater deflater = new Deflater();
        try (OutputStream stream =
                new DeflaterOutputStream(new BufferedOutputStream(new ChunkStream(target), CHUNK), deflater, CHUNK)) {
            ByteBuffer row = ByteBuffer.allocate(1 + size[2] * channels * depth / 8);
            for (int y = 0; y < size[1]; y++) {
                row.clear().put((byte) 0);
                for (int index = y * size[2]; index < (y + 1) * size[2]; index++) {
                    for (int channel = 0; channel < channels; channel++) {
                        int value = samples.at(channel, index);
                        if (depth == 16) {
                            row.putShort((short) value);
                        } else {
                            row.put((byte) value);
                        }
                    }
                }
                stream.write(row.array());
            }
        } finally {
            deflater.end();
        }
    }

    private static void chunk(DataOutputStream target, int type, byte[] content, int length) throws IOException {
        byte[] name = ByteBuffer.allocate(4).putInt(type).array();
        CRC32 sum = new CRC32();
        sum.update(name);
        sum.update(content, 0, length);
        target.writeInt(length);
        target.write(name);
        target.write(content, 0, length);
        target.writeInt((int) sum.getValue());
    }

    /** Makes a chunk of pixels of everything that is written at once; the file stays open. */
    private static final class ChunkStream extends OutputStream {
        private final DataOutputStream target;

        ChunkStream(DataOutputStream target) {
            this.target = target;
        }

        @Override
        public void write(int value) throws IOException {
            write(new byte[] {(byte) value}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int from, int count) throws IOException {
            byte[] content = from == 0 ? bytes : Arrays.copyOfRange(bytes, from, from + count);
            chunk(target, PngFile.PIXELS, content, count);
        }
    }
}
