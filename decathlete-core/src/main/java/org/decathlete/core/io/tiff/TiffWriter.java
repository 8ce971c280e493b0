package org.decathlete.core.io.tiff;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import org.decathlete.core.io.format.VoxelType;
import org.decathlete.core.io.format.VoxelWriter;
import org.decathlete.core.io.geometry.PictureSpacing;
import org.decathlete.core.run.AtomicFiles;
import org.decathlete.core.volume.Grid;
import org.decathlete.core.volume.LabelVolume;
import org.decathlete.core.volume.Volume;

/**
 * Writes TIFF files, little endian, deflated, one page per slice with channels side by side; the spacing goes into a JSON file
 * beside it unless it is the one that a reader takes anyway.
 */
final class TiffWriter {
    private static final int BUFFER = 1 << 16;
    private static final long LONGEST = (1L << 32) - (1 << 20);
    private static final int HEADER = 8;

    private TiffWriter() {}

    /** @param stem the name of the file that holds the spacing, without ending */
    static void write(Path file, String stem, LabelVolume volume) {
        VoxelType type = VoxelWriter.labelType(file, volume);
        short[] labels = volume.labels();
        write(
                file,
                stem,
                volume.grid(),
                1,
                type,
                (stream, from, count) ->
                        VoxelWriter.labels(stream, ByteOrder.LITTLE_ENDIAN, type, labels, from, count));
    }

    /** @param stem the name of the file that holds the spacing, without ending */
    static void write(Path file, String stem, Volume volume) {
        List<float[]> channels = volume.channels();
        int bytes = Float.BYTES * channels.size();
        write(
                file,
                stem,
                volume.grid(),
                channels.size(),
                VoxelType.FLOAT32,
                (stream, from, count) ->
                        VoxelWriter.encode(stream, ByteOrder.LITTLE_ENDIAN, from, count, bytes, (block, at, index) -> {
                            for (int channel = 0; channel < channels.size(); channel++) {
                                block.putFloat(at + Float.BYTES * channel, channels.get(channel)[index]);
                            }
                        }));
    }

    private interface Voxels {
        void write(OutputStream stream, int from, int count) throws IOException;
    }

    private static void write(Path file, String stem, Grid grid, int channels, VoxelType type, Voxels voxels) {
        int[] size = grid.size();
        int pixels = size[1] * size[2];
        AtomicFiles.write(file, stream -> {
            stream.write(new byte[] {'I', 'I', 42, 0, HEADER, 0, 0, 0});
            long place = HEADER;
            for (int page = 0; page < size[0]; page++) {
                byte[] compressed = compressed(voxels, page * pixels, pixels);
                TiffDirectory directory = new TiffDirectory(size, channels, type, compressed.length);
                byte[] fields = directory.bytes(place, page == size[0] - 1);
                stream.write(fields);
                stream.write(compressed);
                stream.write(new byte[compressed.length & 1]);
                place += fields.length + compressed.length + (compressed.length & 1);
                if (place > LONGEST) {
                    throw new IOException("a TIFF holds 4 GiB at most; write a .nii.gz");
                }
            }
        });
        double[] otherwise = size[0] == 1 ? PictureSpacing.zyx() : new double[0];
        if (!Arrays.equals(grid.spacing(), otherwise)) {
            SpacingFile.write(file, stem, grid.spacing());
        }
    }

    private static byte[] compressed(Voxels voxels, int from, int count) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        Deflater deflater = new Deflater();
        try (OutputStream stream = new DeflaterOutputStream(bytes, deflater, BUFFER)) {
            voxels.write(stream, from, count);
        } finally {
            deflater.end();
        }
        return bytes.toByteArray();
    }

    /** The fields of a page. */
    private record TiffDirectory(int[] size, int channels, VoxelType type, int compressedBytes) {
        private static final int SHORT = 3;
        private static final int LONG = 4;
        private static final int ENTRY = 12;

        /** The page's fields as they stand at a place of the file, its pixels behind them, the next page behind those. */
        byte[] bytes(long place, boolean isLast) {
            int[][] entries = {
                {TiffTag.IMAGE_WIDTH, LONG, 1, size[2]},
                {TiffTag.IMAGE_LENGTH, LONG, 1, size[1]},
                {TiffTag.BITS_PER_SAMPLE, SHORT, channels, 8 * type.bytes()},
                {TiffTag.COMPRESSION, SHORT, 1, 8},
                {TiffTag.PHOTOMETRIC, SHORT, 1, 1},
                {TiffTag.STRIP_OFFSETS, LONG, 1, 0},
                {TiffTag.SAMPLES_PER_PIXEL, SHORT, 1, channels},
                {TiffTag.ROWS_PER_STRIP, LONG, 1, size[1]},
                {TiffTag.STRIP_BYTE_COUNTS, LONG, 1, compressedBytes},
                {TiffTag.PLANAR_CONFIGURATION, SHORT, 1, 1},
                {TiffTag.EXTRA_SAMPLES, SHORT, channels - 1, 0},
                {TiffTag.SAMPLE_FORMAT, SHORT, channels, type == VoxelType.FLOAT32 ? 3 : 1}
            };
            int list = 2 + ENTRY * entries.length + 4;
            int length = list + 2 * 3 * ((channels + 1) / 2 * 2);
            ByteBuffer bytes = ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
            int count = 0;
            int apart = list;
            for (int[] entry : entries) {
                if (entry[2] > 0) {
                    int at = 2 + ENTRY * count++;
                    int value = entry[0] == TiffTag.STRIP_OFFSETS ? (int) (place + length) : entry[3];
                    bytes.putShort(at, (short) entry[0])
                            .putShort(at + 2, (short) entry[1])
                            .putInt(at + 4, entry[2]);
                    apart = put(bytes, at + 8, apart, place, entry, value);
                }
            }
            bytes.putShort(0, (short) count);
            long next = place + length + compressedBytes + (compressedBytes & 1);
            bytes.putInt(2 + ENTRY * count, isLast ? 0 : (int) next);
            return bytes.array();
        }

        /** Puts a value into its field, or as many as there are channels apart from it where they do not fit. */
        private static int put(ByteBuffer bytes, int at, int apart, long place, int[] entry, int value) {
            boolean fits = entry[1] == LONG || entry[2] <= 2;
            for (int i = 0; i < entry[2]; i++) {
                int to = (fits ? at : apart) + 2 * i;
                if (entry[1] == LONG) {
                    bytes.putInt(to, value);
                } else {
                    bytes.putShort(to, (short) value);
                }
            }
            if (fits) {
                return apart;
            }
            bytes.putInt(at, (int) (place + apart));
            return apart + (entry[2] + 1) / 2 * 4;
        }
    }
}
