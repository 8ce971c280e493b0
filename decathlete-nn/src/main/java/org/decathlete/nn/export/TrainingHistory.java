package org.decathlete.nn.export;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How a training went, for the logs in a checkpoint of nnU-Net.
 *
 * @param epochs in order, from the first
 * @param bestScore best moving average of the validation Dice; null where none was taken
 */
public record TrainingHistory(List<Epoch> epochs, @Nullable Double bestScore) {

    /** Nothing is known. */
    public static final TrainingHistory UNKNOWN = new TrainingHistory(List.of(), null);

    public TrainingHistory {
        epochs = List.copyOf(epochs);
    }

    /**
     * One epoch; NaN where a number is not known.
     *
     * @param meanDice mean over the classes seen in the validation batches
     * @param movingDice its moving average
     * @param dicePerClass per foreground class or region
     * @param trainLoss mean over the training batches
     * @param validationLoss mean over the validation batches
     * @param learningRate of the epoch
     * @param start seconds since 1970
     * @param end seconds since 1970
     */
    public record Epoch(
            double meanDice,
            double movingDice,
            List<Double> dicePerClass,
            double trainLoss,
            double validationLoss,
            double learningRate,
            double start,
            double end) {
        public Epoch {
            dicePerClass = List.copyOf(dicePerClass);
        }
    }
}
