package org.decathlete.app.report;

import java.util.List;
import org.decathlete.app.report.chart.Curve;

/**
 * How a training went; x is the epoch. What was not recorded is empty.
 *
 * @param losses training and validation loss
 * @param pseudoDice Dice on validation patches, one line per class
 * @param movingAverage the moving average of their mean
 * @param learningRate the learning rate
 */
public record LearningCurves(
        List<Curve> losses, List<Curve> pseudoDice, List<Curve> movingAverage, List<Curve> learningRate) {

    public LearningCurves {
        losses = List.copyOf(losses);
        pseudoDice = List.copyOf(pseudoDice);
        movingAverage = List.copyOf(movingAverage);
        learningRate = List.copyOf(learningRate);
    }

    /** Nothing was recorded. */
    public static LearningCurves none() {
        return new LearningCurves(List.of(), List.of(), List.of(), List.of());
    }
}
