package org.decathlete.core.preprocess;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.decathlete.core.dataset.Labels;
import org.decathlete.core.image.LinearTaps;
import org.decathlete.core.image.ParallelBlocks;
import org.decathlete.core.image.SeparateAxis;
import org.decathlete.core.plan.PreprocessingSpec;
import org.decathlete.core.volume.LabelVolume;
import org.decathlete.core.volume.SourceHeader;

/**
 * Takes a network's output back to the grid of the file: logits are interpolated linearly (nearest along an axis that is treated by
 * itself) to the cropped case, decided per voxel, put where they were cropped from and transposed back (nnU-Net's export).
 *
 * <p>The interpolated logits of all classes never exist at once: threads take slabs of a few planes, and in a slab one class after the
 * other. Thread-safe.
 */
public final class Restoration {
    /** Voxels of a slab: 6 bytes each are held. */
    private static final int SLAB_VOXELS = 1 << 20;

    private final PreprocessingSpec spec;
    private final Transposition transposition;
    private final Decision decision;
    private final int threads;

    /** @param threads how many threads to use; the result does not depend on it */
    public Restoration(PreprocessingSpec spec, Labels labels, int threads) {
        this.spec = spec;
        this.transposition = new Transposition(spec.transposeForward());
        this.decision = new Decision(labels);
        this.threads = threads;
    }

    /**
     * The label map of a case on the file's grid; background outside the cropped box.
     *
     * @param logits on the preprocessed grid, as many classes as the labels have outputs
     * @param geometry of the case, from its preprocessing
     * @param header of the image's file, passed on to the label map
     */
    public LabelVolume labels(LogitsSource logits, CaseGeometry geometry, Optional<SourceHeader> header) {
        LinearTaps[] taps = taps(logits, geometry);
        Placement placement = new Placement(geometry, transposition);
        short[] result = new short[geometry.original().voxels()];
        int planeVoxels = taps[1].length() * taps[2].length();
        int depth = taps[0].length();
        int slab = slabDepth(depth, planeVoxels);
        ParallelBlocks.run(threads, (depth + slab - 1) / slab, block -> {
            int first = block * slab;
            int count = Math.min(slab, depth - first);
            short[] decided = decide(logits, taps, first, count, planeVoxels);
            for (int z = 0; z < count; z++) {
                placement.put(decided, z * planeVoxels, first + z, result);
            }
        });
        return new LabelVolume(geometry.original(), result, header);
    }

    /**
     * Probabilities of a case on the file's grid, one array {@code [z][y][x]} per class: softmax over the classes, or a sigmoid per
     * region. Outside the cropped box the background has 1 and everything else 0.
     */
    public List<float[]> probabilities(LogitsSource logits, CaseGeometry geometry) {
        LinearTaps[] taps = taps(logits, geometry);
        Placement placement = new Placement(geometry, transposition);
        int voxels = geometry.original().voxels();
        List<float[]> result = Stream.generate(() -> new float[voxels])
                .limit(decision.classes())
                .toList();
        if (!decision.regions()) {
            Arrays.fill(result.get(0), 1);
        }
        int planeVoxels = taps[1].length() * taps[2].length();
        int depth = taps[0].length();
        int slab = Math.max(1, (depth + threads - 1) / threads);
        ParallelBlocks.run(threads, (depth + slab - 1) / slab, block -> {
            PlaneInterpolator[] classes = new PlaneInterpolator[decision.classes()];
            Arrays.setAll(classes, i -> new PlaneInterpolator(logits.channel(i), logits.shape(), taps));
            float[][] planes = new float[classes.length][planeVoxels];
            for (int z = block * slab; z < Math.min(depth, (block + 1) * slab); z++) {
                for (int i = 0; i < classes.length; i++) {
                    classes[i].plane(z, planes[i]);
                }
                decision.toProbabilities(planes);
                for (int i = 0; i < classes.length; i++) {
                    placement.put(planes[i], z, result.get(i));
                }
            }
        });
        return result;
    }

    private short[] decide(LogitsSource logits, LinearTaps[] taps, int first, int count, int planeVoxels) {
        short[] labels = new short[count * planeVoxels];
        float[] best = new float[decision.regions() ? 0 : count * planeVoxels];
        float[] plane = new float[planeVoxels];
        for (int index = 0; index < decision.classes(); index++) {
            PlaneInterpolator interpolator = new PlaneInterpolator(logits.channel(index), logits.shape(), taps);
            for (int z = 0; z < count; z++) {
                interpolator.plane(first + z, plane);
                decision.consider(index, plane, best, labels, z * planeVoxels);
            }
        }
        return labels;
    }

    private int slabDepth(int depth, int planeVoxels) {
        int even = (depth + threads - 1) / threads;
        return Math.max(1, Math.min(even, SLAB_VOXELS / planeVoxels));
    }

    private LinearTaps[] taps(LogitsSource logits, CaseGeometry geometry) {
        if (logits.classes() != decision.classes()) {
            throw new IllegalArgumentException(
                    "the network has " + logits.classes() + " outputs, the labels need " + decision.classes());
        }
        int[] shape = logits.shape();
        int[] target = geometry.shapeAfterCrop();
        OptionalInt separate = SeparateAxis.of(
                geometry.targetSpacing(spec.spacing()), geometry.originalSpacingTransposed(), spec.forceSeparateZ());
        LinearTaps[] taps = new LinearTaps[3];
        for (int axis = 0; axis < 3; axis++) {
            taps[axis] = separate.equals(OptionalInt.of(axis))
                    ? LinearTaps.nearest(shape[axis], target[axis])
                    : LinearTaps.linear(shape[axis], target[axis]);
        }
        return taps;
    }
}
