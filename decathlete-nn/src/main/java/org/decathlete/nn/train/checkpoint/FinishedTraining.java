package org.decathlete.nn.train.checkpoint;

import java.nio.file.Path;
import java.util.Map;
import org.decathlete.core.dataset.folds.Split;
import org.decathlete.core.run.DecathleteException;
import org.decathlete.nn.model.safetensors.SafetensorsFile;
import org.decathlete.nn.tensor.Precision;
import org.decathlete.nn.train.precision.PrecisionFinding;
import org.decathlete.nn.train.state.TrainingState;
import org.jspecify.annotations.Nullable;

/**
 * What a final checkpoint says of its training.
 *
 * @param checkpoint the file
 * @param candidate id of the candidate
 * @param split cases that it learned from and was watched on
 * @param seed of the run
 * @param iterations training batches done
 * @param activeSeconds time spent, restarts included
 * @param data key of the preprocessed cases that it learned from ({@link org.decathlete.core.preprocess.store.CaseStore#key}); null where an
 *     older version did not note it
 * @param previousStage hash of what the previous stage said about the cases
 *     ({@link org.decathlete.core.preprocess.store.SegmentationStore#identity}); null without one
 * @param precision what the start-up check of the precision found, null where none was made
 * @param libtorch version of libtorch and its Java binding that wrote the checkpoint
 */
public record FinishedTraining(
        Path checkpoint,
        String candidate,
        Split split,
        long seed,
        long iterations,
        double activeSeconds,
        @Nullable String data,
        @Nullable String previousStage,
        @Nullable PrecisionFinding precision,
        String libtorch) {

    /**
     * Reads the metadata of a checkpoint; the weights are not read.
     *
     * @throws DecathleteException of kind DATA when it is absent, damaged, of a newer version, or of a training that is not
     *     finished
     */
    public static FinishedTraining read(Path checkpoint) {
        Map<String, String> metadata = SafetensorsFile.metadata(checkpoint);
        Checkpoints.requireFormat(checkpoint, metadata);
        RunIdentity identity = Checkpoints.parsed(checkpoint, metadata, "identity", RunIdentity.class);
        TrainingState state = Checkpoints.finishedState(checkpoint, metadata);
        return new FinishedTraining(
                checkpoint,
                identity.candidate(),
                identity.split(),
                identity.seed(),
                state.iteration(),
                state.activeSeconds(),
                identity.data(),
                identity.previousStage(),
                state.decided().precision(),
                Checkpoints.libtorch(checkpoint, metadata));
    }

    /** The precision in which its network computes rightly, where another is asked for: float32 if the start-up check found that one to fail. */
    public Precision precisionInsteadOf(Precision asked) {
        return precision != null && precision.fellBack() && precision.asked() == asked ? precision.used() : asked;
    }
}
