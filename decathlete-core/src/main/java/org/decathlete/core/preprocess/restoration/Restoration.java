package org.decathlete.core.preprocess.restoration;

import java.util.Optional;
import java.util.OptionalInt;
import org.decathlete.core.dataset.Labels;
import org.decathlete.core.image.LinearTaps;
import org.decathlete.core.image.SeparateAxis;
import org.decathlete.core.plan.PreprocessingSpec;
import org.decathlete.core.preprocess.cases.CaseGeometry;
import org.decathlete.core.preprocess.cases.Transposition;
import org.decathlete.core.preprocess.probabilities.Decision;
import org.decathlete.core.preprocess.probabilities.Placement;
import org.decathlete.core.preprocess.probabilities.ProbabilityMap;
import org.decathlete.core.preprocess.probabilities.ProbabilityStorage;
import org.decathlete.core.preprocess.probabilities.ProbabilityTarget;
import org.decathlete.core.volume.LabelVolume;
import org.decathlete.core.volume.SourceHeader;

/**
 * Takes a network's output back to the grid of the file: logits are interpolated linearly (nearest along an axis that is treated by
 * itself) to the cropped case, decided per voxel, put where they were cropped from and transposed back (nnU-Net's export).
 *
 * <p>It follows the logits slab by slab; of what it has seen it keeps one plane per class. Thread-safe.
 */
public final class Restoration {
    private final PreprocessingSpec spec;
    private final Transposition transposition;
    private final Decision decision;
    private final int threads;

    /** @param threads how many threads to use; the result does not depend on it */
    public Restoration(PreprocessingSpec spec, Labels labels, int threads) {
        this.spec = spec;
        this.transposition = new Transposition(spec.transposeForward());
        this.decision = Decision.ofLogits(labels);
        this.threads = threads;
    }

    /**
     * A label map and the probabilities that it goes back to.
     *
     * @param labels on the file's grid
     * @param probabilities on the file's grid; for whoever asked for them to close
     */
    public record WithProbabilities(LabelVolume labels, ProbabilityMap probabilities) {}

    /**
     * The label map of a case on the file's grid; background outside the cropped box.
     *
     * @param logits on the preprocessed grid, as many classes as the labels have outputs; taken to their end
     * @param geometry of the case, from its preprocessing
     * @param header of the image's file, passed on to the label map
     */
    public LabelVolume labels(LogitsSource logits, CaseGeometry geometry, Optional<SourceHeader> header) {
        short[] result = new short[geometry.original().voxels()];
        walk(logits, geometry).run(new LabelBlocks(decision, placement(geometry), result));
        return new LabelVolume(geometry.original(), result, header);
    }

    /**
     * The label map and the probabilities of a case on the file's grid: softmax over the classes, or a sigmoid per region. Outside
     * the cropped box the background has 1 and everything else 0; no region has anything there.
     *
     * @param storage where the probabilities go; the other arguments are those of {@link #labels}
     */
    public WithProbabilities withProbabilities(
            LogitsSource logits, CaseGeometry geometry, Optional<SourceHeader> header, ProbabilityStorage storage) {
        Placement placement = placement(geometry);
        short[] result = new short[geometry.original().voxels()];
        ProbabilityTarget target = storage.create(decision, geometry, transposition);
        try {
            walk(logits, geometry).run(new ProbabilityBlocks(decision, placement, result, target));
            target.finish();
        } catch (RuntimeException | Error e) {
            target.close();
            throw e;
        }
        return new WithProbabilities(new LabelVolume(geometry.original(), result, header), target);
    }

    private Placement placement(CaseGeometry geometry) {
        return new Placement(geometry, transposition);
    }

    private RestorationWalk walk(LogitsSource logits, CaseGeometry geometry) {
        if (logits.classes() != decision.classes()) {
            throw new IllegalArgumentException(
                    "the network has " + logits.classes() + " outputs, the labels need " + decision.classes());
        }
        return new RestorationWalk(logits, taps(logits.shape(), geometry), threads);
    }

    private LinearTaps[] taps(int[] shape, CaseGeometry geometry) {
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
