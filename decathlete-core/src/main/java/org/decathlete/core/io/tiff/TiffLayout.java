package org.decathlete.core.io.tiff;

import java.io.IOException;
import java.util.Map;
import org.decathlete.core.io.format.VoxelType;

/**
 * How the pixels of a page are stored. All pages of a volume have the same but for the size of their strips.
 *
 * @param width in pixels
 * @param height in pixels
 * @param samples per pixel
 * @param bits per sample: 1, 2, 4, 8, 16, 32 or 64
 * @param type of a sample after unpacking
 * @param planar whether each channel stands by itself
 */
record TiffLayout(int width, int height, int samples, int bits, VoxelType type, boolean planar) {
    private static final int MOST_SAMPLES = 4096;
    private static final long UNDEFINED = 4;

    static TiffLayout of(TiffFile file, Map<Integer, TiffField> page) throws IOException {
        long width = TiffField.required(file, page, TiffTag.IMAGE_WIDTH, "ImageWidth");
        long height = TiffField.required(file, page, TiffTag.IMAGE_LENGTH, "ImageLength");
        if (width < 1 || height < 1 || width > Integer.MAX_VALUE - 8 || height > Integer.MAX_VALUE - 8) {
            throw new IOException("a page has " + width + " x " + height + " pixels");
        }
        long samples = TiffField.number(file, page, TiffTag.SAMPLES_PER_PIXEL, 1);
        if (samples < 1 || samples > MOST_SAMPLES) {
            throw new IOException("a page has " + samples + " samples per pixel");
        }
        long bits = same(file, page, TiffTag.BITS_PER_SAMPLE, 1, (int) samples, "BitsPerSample");
        long format = same(file, page, TiffTag.SAMPLE_FORMAT, 1, (int) samples, "SampleFormat");
        boolean planar = TiffField.number(file, page, TiffTag.PLANAR_CONFIGURATION, 1) == 2 && samples > 1;
        return new TiffLayout((int) width, (int) height, (int) samples, (int) bits, type(format, bits), planar);
    }

    /** Bytes of one sample after unpacking. */
    int sampleBytes() {
        return type.bytes();
    }

    /** Bytes of a page after decoding. */
    long pageBytes() {
        return (long) width * height * samples * sampleBytes();
    }

    /** Bytes of a row of so many pixels in the file, of all channels or of one where each stands by itself. */
    long rowBytes(long pixels) {
        return (pixels * (planar ? 1 : samples) * bits + 7) / 8;
    }

    private static long same(
            TiffFile file, Map<Integer, TiffField> page, int tag, long otherwise, int samples, String name)
            throws IOException {
        TiffField field = page.get(tag);
        if (field == null || field.count() == 0) {
            return otherwise;
        }
        long[] values = field.numbers(file, 0, (int) Math.min(field.count(), samples));
        for (long value : values) {
            if (value != values[0]) {
                throw new IOException("its channels differ in " + name);
            }
        }
        return values[0];
    }

    private static VoxelType type(long format, long bits) throws IOException {
        long kind = format == UNDEFINED ? 1 : format;
        return switch (bits + (kind == 1 ? "u" : kind == 2 ? "i" : kind == 3 ? "f" : "?")) {
            case "1u", "2u", "4u", "8u" -> VoxelType.UINT8;
            case "8i" -> VoxelType.INT8;
            case "16u" -> VoxelType.UINT16;
            case "16i" -> VoxelType.INT16;
            case "32u" -> VoxelType.UINT32;
            case "32i" -> VoxelType.INT32;
            case "32f" -> VoxelType.FLOAT32;
            case "64u" -> VoxelType.UINT64;
            case "64i" -> VoxelType.INT64;
            case "64f" -> VoxelType.FLOAT64;
            default -> throw new IOException("samples of " + bits + " bits in format " + format + " are not supported");
        };
    }
}
