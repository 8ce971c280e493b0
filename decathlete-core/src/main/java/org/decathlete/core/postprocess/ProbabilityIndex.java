package org.decathlete.core.postprocess;

import java.util.List;

/**
 * What stands at the end of a probabilities file: where its chunks lie.
 *
 * @param format always {@value #FORMAT}
 * @param version of the format
 * @param classes number of outputs
 * @param size voxels along (z, y, x)
 * @param planes planes of a slab; the last one may have fewer
 * @param element how a probability is stored
 * @param offsets where each chunk begins in the file; class by class, and in a class slab by slab
 * @param lengths bytes of each chunk
 * @param checksums CRC-32C of each chunk's bytes
 */
record ProbabilityIndex(
        String format,
        int version,
        int classes,
        int[] size,
        int planes,
        String element,
        List<Long> offsets,
        List<Integer> lengths,
        List<Long> checksums) {
    static final String FORMAT = "decathlete-probabilities";
    static final int VERSION = 1;
    static final String ELEMENT = "uint16 of 65535, low bytes before high bytes, zstd";
    static final int MOST_CLASSES = 1 << 15;

    int slabs() {
        return (size[0] + planes - 1) / planes;
    }

    int planesOf(int slab) {
        return Math.min(planes, size[0] - slab * planes);
    }

    /** Whether the numbers fit each other and a file of this many bytes. */
    boolean isSound(long fileBytes) {
        if (!FORMAT.equals(format)
                || size == null
                || size.length != 3
                || offsets == null
                || lengths == null
                || checksums == null
                || planes < 1
                || classes < 1
                || classes > MOST_CLASSES) {
            return false;
        }
        long voxels = 1;
        for (int extent : size) {
            if (extent < 1 || voxels > Integer.MAX_VALUE / extent) {
                return false;
            }
            voxels *= extent;
        }
        long chunks = (long) slabs() * classes;
        return chunks == offsets.size()
                && chunks == lengths.size()
                && chunks == checksums.size()
                && chunksInside(fileBytes);
    }

    private boolean chunksInside(long fileBytes) {
        for (int i = 0; i < offsets.size(); i++) {
            Long offset = offsets.get(i);
            Integer length = lengths.get(i);
            if (offset == null
                    || length == null
                    || checksums.get(i) == null
                    || offset < 0
                    || length < 0
                    || offset > fileBytes - length) {
                return false;
            }
        }
        return true;
    }
}
