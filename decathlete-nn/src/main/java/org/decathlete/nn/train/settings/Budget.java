package org.decathlete.nn.train.settings;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;

/** For how long to train; the learning rate falls to zero over it. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
@JsonSubTypes({
    @JsonSubTypes.Type(value = Budget.Epochs.class, name = "epochs"),
    @JsonSubTypes.Type(value = Budget.Iterations.class, name = "iterations"),
    @JsonSubTypes.Type(value = Budget.WallClock.class, name = "wall-clock")
})
public sealed interface Budget {

    /**
     * So many epochs; the learning rate changes from epoch to epoch, as in nnU-Net. Reproducible.
     *
     * @param epochs at least 1
     * @param iterationsPerEpoch training batches of an epoch, at least 1
     */
    record Epochs(int epochs, int iterationsPerEpoch) implements Budget {
        public Epochs {
            requireAtLeastOne("epochs", epochs);
            requireAtLeastOne("iterationsPerEpoch", iterationsPerEpoch);
        }

        @Override
        public String toString() {
            return epochs + " epochs of " + iterationsPerEpoch + " iterations";
        }
    }

    /**
     * So many training batches; the learning rate changes from one to the next. Reproducible.
     *
     * @param iterations at least 1
     */
    record Iterations(int iterations) implements Budget {
        public Iterations {
            requireAtLeastOne("iterations", iterations);
        }

        @Override
        public String toString() {
            return iterations + " iterations";
        }
    }

    /**
     * So much time in which the trainer is active, validation included; time between a kill and the restart does not count.
     *
     * @param seconds above 0
     */
    record WallClock(double seconds) implements Budget {
        public WallClock {
            if (!(seconds > 0) || Double.isInfinite(seconds)) {
                throw new IllegalArgumentException("seconds is " + seconds + ", expected above 0");
            }
        }

        @Override
        public String toString() {
            return String.format("%.0f s", seconds);
        }
    }

    private static void requireAtLeastOne(String field, int value) {
        if (value < 1) {
            throw new IllegalArgumentException(field + " is " + value + ", expected at least 1");
        }
    }
}
