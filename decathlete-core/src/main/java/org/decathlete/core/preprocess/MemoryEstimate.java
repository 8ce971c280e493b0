package org.decathlete.core.preprocess;

import org.decathlete.core.image.ResampledShape;
import org.decathlete.core.plan.PreprocessingSpec;
import org.decathlete.core.preprocess.cases.Transposition;
import org.decathlete.core.volume.Grid;

/** How much memory preprocessing a case takes at most, judged from its header before anything is read. */
final class MemoryEstimate {
    /** Per voxel of the file and channel: as read, and cropped and normalised. */
    private static final long PER_CHANNEL_BEFORE = 2 * Float.BYTES;
    /** Per voxel of the file: label map as read, cropped, and transposed; the nonzero mask and the flood that fills its holes. */
    private static final long BEFORE = 3 * Short.BYTES + 2;
    /** Without a label map: which voxels lie outside, transposed too; the nonzero mask and the flood. */
    private static final long BEFORE_UNLABELLED = 2 * Short.BYTES + 2;
    /** Per voxel after resampling: the label map, and what writing it needs at once. */
    private static final long AFTER = 2 * Short.BYTES;

    private MemoryEstimate() {}

    /** Bytes for a case with a label map; what the crop will save is not known yet and not counted. */
    static long of(Grid grid, PreprocessingSpec spec) {
        return of(grid, spec, BEFORE, AFTER);
    }

    /** Bytes for an image to predict, the image itself included. */
    static long unlabelled(Grid grid, PreprocessingSpec spec) {
        return of(grid, spec, BEFORE_UNLABELLED, 0);
    }

    /** Shape after resampling (transposed axes) where nothing is cropped. */
    static int[] shape(Grid grid, PreprocessingSpec spec) {
        Transposition transposition = new Transposition(spec.transposeForward());
        double[] spacing = transposition.of(grid.spacing());
        double[] target = spec.spacing();
        if (target.length == 2) {
            target = new double[] {spacing[0], target[0], target[1]};
        }
        return ResampledShape.of(transposition.of(grid.size()), spacing, target);
    }

    private static long of(Grid grid, PreprocessingSpec spec, long extraBefore, long extraAfter) {
        int[] after = shape(grid, spec);
        long before = grid.voxels();
        long result = (long) after[0] * after[1] * after[2];
        long intermediate = 2 * Math.max(before, result) * Float.BYTES;
        return before * (spec.channels() * PER_CHANNEL_BEFORE + extraBefore)
                + result * (spec.channels() * (long) Float.BYTES + extraAfter)
                + intermediate;
    }
}
