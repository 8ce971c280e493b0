package org.decathlete.core.io.nifti;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import org.decathlete.core.io.format.VoxelType;
import org.decathlete.core.io.geometry.Affine;
import org.decathlete.core.io.geometry.Matrix3;
import org.decathlete.core.io.geometry.VolumeShape;
import org.decathlete.core.volume.Grid;
import org.decathlete.core.volume.SourceHeader;

/** Headers for files that we write: the source's own, where it describes the grid, else one made from the grid. */
final class NiftiHeaders {
    private static final int MILLIMETRES = 2;
    /** NIfTI's code for scanner-based coordinates. */
    private static final int SCANNER = 1;

    private NiftiHeaders() {}

    /**
     * A header for voxels of this type. Of the source's header only dim, datatype, bitpix, scl_slope, scl_inter, vox_offset,
     * cal_max and cal_min change.
     */
    static NiftiHeader header(Grid grid, int channels, Optional<SourceHeader> source, VoxelType type) {
        Optional<NiftiHeader> described = NiftiHeader.of(source).filter(header -> describes(header, grid, channels));
        NiftiHeader header = described.map(NiftiHeader::copy).orElseGet(() -> fromGrid(grid, channels));
        boolean flat = described.isPresent() && header.get(NiftiField.DIM, 0) == 2 && channels == 1;
        setShape(header, grid.size(), channels, flat);
        NiftiTypes.declare(header, type);
        header.set(NiftiField.SCL_SLOPE, 1);
        header.set(NiftiField.SCL_INTER, 0);
        header.set(NiftiField.VOX_OFFSET, header.version().firstVoxel());
        header.set(NiftiField.CAL_MAX, 0);
        header.set(NiftiField.CAL_MIN, 0);
        return header;
    }

    /** Whether a header places voxels where the grid does; after cropping or resampling it no longer does. */
    private static boolean describes(NiftiHeader header, Grid grid, int channels) {
        Path file = Path.of("the header of the source");
        VolumeShape shape = NiftiShape.of(file, header);
        return NiftiGeometry.grid(file, header, shape).equals(grid)
                && (channels <= Short.MAX_VALUE || header.version() == NiftiVersion.TWO);
    }

    private static void setShape(NiftiHeader header, int[] size, int channels, boolean flat) {
        header.set(NiftiField.DIM, 0, flat ? 2 : (channels > 1 ? 4 : 3));
        header.set(NiftiField.DIM, 1, size[2]);
        header.set(NiftiField.DIM, 2, size[1]);
        header.set(NiftiField.DIM, 3, size[0]);
        header.set(NiftiField.DIM, 4, channels);
        for (int i = 5; i <= 7; i++) {
            header.set(NiftiField.DIM, i, 1);
        }
    }

    private static NiftiHeader fromGrid(Grid grid, int channels) {
        int longest = Math.max(channels, Arrays.stream(grid.size()).max().orElseThrow());
        NiftiHeader header = NiftiHeader.empty(longest > Short.MAX_VALUE ? NiftiVersion.TWO : NiftiVersion.ONE);
        double[] spacing = grid.spacing();
        for (int i = 1; i <= 7; i++) {
            header.set(NiftiField.PIXDIM, i, i <= 3 ? spacing[3 - i] : 1);
        }
        header.set(NiftiField.PIXDIM, 0, 1);
        header.set(NiftiField.XYZT_UNITS, MILLIMETRES);
        Affine affine = Affine.of(grid).turned();
        setSform(header, affine);
        if (affine.isUsable()) {
            setQform(header, affine);
        }
        return header;
    }

    private static void setSform(NiftiHeader header, Affine affine) {
        header.set(NiftiField.SFORM_CODE, SCANNER);
        for (int row = 0; row < 3; row++) {
            for (int column = 0; column < 3; column++) {
                header.set(NiftiField.SROW_XYZ, 4 * row + column, affine.matrix()[3 * row + column]);
            }
            header.set(NiftiField.SROW_XYZ, 4 * row + 3, affine.offset()[row]);
        }
    }

    /** The rotation nearest to the axes; exact unless they are sheared, which only the sform can say. */
    private static void setQform(NiftiHeader header, Affine affine) {
        double[] directions = affine.matrix().clone();
        for (int column = 0; column < 3; column++) {
            double length = Matrix3.columnLength(affine.matrix(), column);
            for (int row = 0; row < 3; row++) {
                directions[3 * row + column] /= length;
            }
        }
        double hand = Matrix3.determinant(directions) < 0 ? -1 : 1;
        for (int row = 0; row < 3; row++) {
            directions[3 * row + 2] *= hand;
        }
        Quaternion rotation = Quaternion.of(Matrix3.nearestOrthonormal(directions));
        header.set(NiftiField.QFORM_CODE, SCANNER);
        header.set(NiftiField.PIXDIM, 0, hand);
        header.set(NiftiField.QUATERN_BCD, 0, rotation.b());
        header.set(NiftiField.QUATERN_BCD, 1, rotation.c());
        header.set(NiftiField.QUATERN_BCD, 2, rotation.d());
        for (int row = 0; row < 3; row++) {
            header.set(NiftiField.QOFFSET_XYZ, row, affine.offset()[row]);
        }
    }
}
