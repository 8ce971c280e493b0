package org.decathlete.core.io.nifti;

import java.nio.file.Path;
import java.util.Arrays;
import org.decathlete.core.io.geometry.VolumeShape;

/** The extents that a NIfTI header declares: the fourth dimension is channels, or the fifth where the fourth is 1 (vectors). */
final class NiftiShape {
    private static final int DIMENSIONS = 7;

    private NiftiShape() {}

    /** Reads and checks the extents: each at least 1, no dimension beyond channels, voxels of one channel in one array. */
    static VolumeShape of(Path file, NiftiHeader header) {
        double count = header.get(NiftiField.DIM, 0);
        if (count < 2 || count > DIMENSIONS) {
            throw VolumeShape.error(file, dim(header), "its first entry must be 2, 3, 4 or 5 dimensions");
        }
        long[] extents = new long[DIMENSIONS + 1];
        Arrays.fill(extents, 1);
        for (int i = 1; i <= (int) count; i++) {
            extents[i] = (long) header.get(NiftiField.DIM, i);
            if (extents[i] < 1) {
                throw VolumeShape.error(file, dim(header), "every extent must be at least 1");
            }
        }
        if ((extents[4] > 1 && extents[5] > 1) || extents[6] > 1 || extents[7] > 1) {
            throw VolumeShape.error(
                    file, dim(header), "beyond x, y and z only one axis, the channels, may be longer than 1");
        }
        return VolumeShape.of(
                file,
                dim(header),
                Arrays.copyOfRange(extents, 1, count == 2 ? 3 : 4),
                Math.max(extents[4], extents[5]));
    }

    private static String dim(NiftiHeader header) {
        StringBuilder dim = new StringBuilder();
        for (int i = 0; i <= DIMENSIONS; i++) {
            dim.append(i == 0 ? "" : ", ").append((long) header.get(NiftiField.DIM, i));
        }
        return "dim [" + dim + "]";
    }
}
