package org.decathlete.nn.train.log;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.ArrayList;
import java.util.List;
import org.decathlete.nn.train.precision.LossScale;
import org.decathlete.nn.train.state.Standing;
import org.decathlete.nn.train.validation.MovingScore;
import org.decathlete.nn.train.validation.Validation;
import org.jspecify.annotations.Nullable;

/**
 * One line of {@code metrics.jsonl}.
 *
 * @param epoch counted from 0
 * @param iteration training batches done in all
 * @param trainLoss mean over the epoch
 * @param validationLoss mean over the validation batches
 * @param pseudoDice per foreground class or region, null where none was seen
 * @param meanPseudoDice null where no class was seen
 * @param emaPseudoDice moving average that chooses checkpoint_best
 * @param learningRate of the epoch's last iteration
 * @param gradientNorm mean over the epoch, before clipping
 * @param seconds of the epoch, validation included
 * @param validationSeconds of it
 * @param iterationsPerSecond of the training part
 * @param activeSeconds of the whole training so far
 * @param newBest whether checkpoint_best was written
 * @param lossScale what the loss is multiplied by in half precision, null in others
 * @param skippedSteps steps that half precision did not take so far, null in others
 */
public record EpochMetrics(
        @JsonProperty("epoch") int epoch,
        @JsonProperty("iteration") long iteration,
        @JsonProperty("train_loss") double trainLoss,
        @JsonProperty("validation_loss") @Nullable Double validationLoss,
        @JsonProperty("pseudo_dice") List<@Nullable Double> pseudoDice,
        @JsonProperty("mean_pseudo_dice") @Nullable Double meanPseudoDice,
        @JsonProperty("ema_pseudo_dice") @Nullable Double emaPseudoDice,
        @JsonProperty("learning_rate") double learningRate,
        @JsonProperty("gradient_norm") double gradientNorm,
        @JsonProperty("seconds") double seconds,
        @JsonProperty("validation_seconds") double validationSeconds,
        @JsonProperty("iterations_per_second") double iterationsPerSecond,
        @JsonProperty("active_seconds") double activeSeconds,
        @JsonProperty("new_best") boolean newBest,

        @JsonInclude(JsonInclude.Include.NON_NULL) @JsonProperty("loss_scale") @Nullable
        Double lossScale,

        @JsonInclude(JsonInclude.Include.NON_NULL) @JsonProperty("skipped_steps") @Nullable
        Long skippedSteps) {

    /**
     * The line of the epoch that {@code standing} is about to end.
     *
     * @param trainingSeconds of the epoch, without validation
     */
    public static EpochMetrics of(
            Standing standing,
            double rate,
            double trainingSeconds,
            Validation validation,
            MovingScore score,
            boolean newBest) {
        List<@Nullable Double> perClass = new ArrayList<>();
        for (double value : validation.dice().values()) {
            perClass.add(orNull(value));
        }
        double seconds = standing.epochSeconds();
        LossScale scale = standing.decisions().lossScale();
        return new EpochMetrics(
                standing.epoch(),
                standing.iteration(),
                standing.meanLoss(),
                orNull(validation.loss()),
                perClass,
                orNull(validation.dice().mean()),
                score.average(),
                rate,
                standing.meanGradientNorm(),
                seconds,
                seconds - trainingSeconds,
                standing.iterationInEpoch() / trainingSeconds,
                standing.activeSeconds(),
                newBest,
                scale == null ? null : Double.valueOf(scale.factor()),
                scale == null ? null : Long.valueOf(scale.skippedSteps()));
    }

    /** JSON has no numbers for these. */
    private static @Nullable Double orNull(double value) {
        return Double.isFinite(value) ? value : null;
    }
}
