package org.decathlete.core.io.nifti;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.decathlete.core.io.geometry.Affine;
import org.decathlete.core.io.geometry.VolumeShape;
import org.decathlete.core.run.DecathleteException;
import org.decathlete.core.volume.Grid;

/**
 * Where a NIfTI file's voxels lie: by the sform where its code is above 0, else by the qform where its code is above 0, else by
 * pixdim alone (NIfTI-1 standard, methods 3, 2 and 1). A form whose numbers are not finite or whose axes do not span space is
 * passed over. Axes that are not at right angles stay as they are.
 */
final class NiftiGeometry {
    private static final int UNIT_BITS = 7;
    private static final int METRE = 1;
    private static final int MICROMETRE = 3;

    private NiftiGeometry() {}

    static Grid grid(Path file, NiftiHeader header, VolumeShape shape) {
        double unit = millimetres((int) header.get(NiftiField.XYZT_UNITS) & UNIT_BITS);
        double[] pixdim = pixdim(header);
        Affine affine = List.of(sform(header, shape), qform(header, pixdim)).stream()
                .filter(Affine::isUsable)
                .findFirst()
                .orElseGet(() -> byPixdim(pixdim))
                .scaled(unit);
        double[] spacing = Arrays.stream(pixdim).map(value -> value * unit).toArray();
        if (!affine.isUsable() || !Arrays.stream(spacing).allMatch(Double::isFinite)) {
            throw DecathleteException.data(file + " has pixdim " + Arrays.toString(pixdim)
                    + " and origin " + Arrays.toString(affine.offset())
                    + ", which cannot be: correct its header, or export it again");
        }
        return affine.turned().grid(shape, spacing);
    }

    private static Affine sform(NiftiHeader header, VolumeShape shape) {
        double[] matrix = new double[9];
        double[] offset = new double[3];
        if (header.get(NiftiField.SFORM_CODE) > 0) {
            for (int row = 0; row < 3; row++) {
                for (int column = 0; column < 3; column++) {
                    matrix[3 * row + column] = header.get(NiftiField.SROW_XYZ, 4 * row + column);
                }
                offset[row] = header.get(NiftiField.SROW_XYZ, 4 * row + 3);
            }
        }
        Affine affine = new Affine(matrix, offset);
        return shape.flat() ? affine.withThirdAxisAcross() : affine;
    }

    private static Affine qform(NiftiHeader header, double[] pixdim) {
        if (!(header.get(NiftiField.QFORM_CODE) > 0)) {
            return new Affine(new double[9], new double[3]);
        }
        double[] matrix = new Quaternion(
                        header.get(NiftiField.QUATERN_BCD, 0),
                        header.get(NiftiField.QUATERN_BCD, 1),
                        header.get(NiftiField.QUATERN_BCD, 2))
                .matrix();
        double hand = header.get(NiftiField.PIXDIM, 0) < 0 ? -1 : 1;
        double[] offset = new double[3];
        for (int row = 0; row < 3; row++) {
            matrix[3 * row] *= pixdim[0];
            matrix[3 * row + 1] *= pixdim[1];
            matrix[3 * row + 2] *= pixdim[2] * hand;
            offset[row] = header.get(NiftiField.QOFFSET_XYZ, row);
        }
        return new Affine(matrix, offset);
    }

    private static Affine byPixdim(double[] pixdim) {
        return new Affine(new double[] {pixdim[0], 0, 0, 0, pixdim[1], 0, 0, 0, pixdim[2]}, new double[3]);
    }

    /** Spacing along (i, j, k); what is 0 or not a number counts as 1, a sign is dropped, as niftilib does. */
    private static double[] pixdim(NiftiHeader header) {
        double[] pixdim = new double[3];
        for (int i = 0; i < 3; i++) {
            double value = Math.abs(header.get(NiftiField.PIXDIM, i + 1));
            pixdim[i] = value > 0 && Double.isFinite(value) ? value : 1;
        }
        return pixdim;
    }

    private static double millimetres(int unit) {
        return switch (unit) {
            case METRE -> 1000;
            case MICROMETRE -> 0.001;
            default -> 1;
        };
    }
}
