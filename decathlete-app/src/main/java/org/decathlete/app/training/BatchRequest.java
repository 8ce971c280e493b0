package org.decathlete.app.training;

import com.fasterxml.jackson.annotation.JsonProperty;
import org.decathlete.core.run.DecathleteException;

/**
 * How many samples a training step shall have.
 *
 * @param kind how that is found
 * @param samples with {@link Kind#FIXED}; 0 otherwise
 */
public record BatchRequest(Kind kind, int samples) {
    private static final int MOST = 100_000;

    /** Ways to a batch. */
    public enum Kind {
        /** As the recipe has it: nnU-Net's takes the planned one, the accelerated one measures where the budget is one of time. */
        @JsonProperty("recipe")
        RECIPE,
        /** Measured on the device. */
        @JsonProperty("measured")
        MEASURED,
        /** The plan's, or the given candidate's. */
        @JsonProperty("planned")
        PLANNED,
        /** The given number. */
        @JsonProperty("fixed")
        FIXED
    }

    /** Nothing is said about it. */
    public static final BatchRequest UNSTATED = new BatchRequest(Kind.RECIPE, 0);

    /**
     * The request of a command line.
     *
     * @throws DecathleteException of kind USAGE when {@code text} is none of {@code auto}, {@code plan} and a number
     */
    public static BatchRequest parse(String text) {
        if (text.equals("auto")) {
            return new BatchRequest(Kind.MEASURED, 0);
        }
        if (text.equals("plan")) {
            return new BatchRequest(Kind.PLANNED, 0);
        }
        if (text.matches("\\d{1,6}")) {
            int samples = Integer.parseInt(text);
            if (samples >= 1 && samples <= MOST) {
                return new BatchRequest(Kind.FIXED, samples);
            }
        }
        throw DecathleteException.usage("--batch " + text + ": expected auto, plan or a number of samples, at least 1");
    }
}
