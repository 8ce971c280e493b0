package org.decathlete.app.training;

import com.fasterxml.jackson.annotation.JsonProperty;
import org.decathlete.core.run.DecathleteException;

/** Whether trainings end when the rest of their budget would bring nothing. */
public enum EndEarly {
    /** Those of the accelerated recipe, where the user did not fix epochs or iterations. */
    @JsonProperty("auto")
    AUTO(""),
    /** All. */
    @JsonProperty("on")
    ON(", or until converged"),
    /** None. */
    @JsonProperty("off")
    OFF(", also when converged");

    private final String words;

    EndEarly(String words) {
        this.words = words;
    }

    /** What it adds to a request in words. */
    String words() {
        return words;
    }

    /**
     * The request of a command line.
     *
     * @throws DecathleteException of kind USAGE for any text but {@code auto}, {@code on} and {@code off}
     */
    public static EndEarly parse(String text) {
        return switch (text) {
            case "auto" -> AUTO;
            case "on" -> ON;
            case "off" -> OFF;
            default -> throw DecathleteException.usage("--end-early " + text + ": expected auto, on or off");
        };
    }
}
