package org.decathlete.app.tune.training;

import org.decathlete.core.candidate.Schedule;

/** Learning rate schedules under Auto-nnU-Net's names. A warm-up stays as it was planned. */
final class Schedules {
    private static final double POLYNOMIAL_EXPONENT = 0.9;

    private Schedules() {}

    static String name(Schedule schedule) {
        return switch (schedule.shape()) {
            case POLYNOMIAL -> TrainingNames.POLYNOMIAL;
            case COSINE -> TrainingNames.COSINE;
            case CONSTANT -> TrainingNames.CONSTANT;
        };
    }

    /** The schedule of a name; the planned one where that is its name. */
    static Schedule of(String name, Schedule planned) {
        if (name.equals(name(planned))) {
            return planned;
        }
        return switch (name) {
            case TrainingNames.POLYNOMIAL -> planned.withShape(Schedule.Shape.POLYNOMIAL, POLYNOMIAL_EXPONENT);
            case TrainingNames.COSINE -> planned.withShape(Schedule.Shape.COSINE, 1);
            case TrainingNames.CONSTANT -> planned.withShape(Schedule.Shape.CONSTANT, 1);
            default -> throw new IllegalArgumentException(name + " is no learning rate schedule");
        };
    }
}
