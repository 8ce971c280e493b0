package org.decathlete.nn.train.step;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.bytedeco.pytorch.Tensor;
import org.decathlete.nn.net.Gradients;
import org.decathlete.nn.net.WorkingWeights;
import org.decathlete.nn.tensor.LaneThreads;
import org.decathlete.nn.tensor.Scope;
import org.decathlete.nn.train.validation.ValidationTally;
import org.jspecify.annotations.Nullable;

/**
 * Learns from the parts of a batch, or judges them, side by side. Which lane takes which part is fixed, and sums are made in a fixed
 * order, so that results do not depend on who was quicker.
 */
final class Lanes implements AutoCloseable {

    /** Learns from some samples of a batch. */
    @FunctionalInterface
    interface Part {
        /**
         * @param from first sample
         * @param to sample after the last
         * @param gradients where to add theirs
         * @return their share of the loss, a float64 scalar in the scope around the call
         */
        Tensor learn(int from, int to, Gradients gradients);
    }

    /** Judges some samples of a batch. */
    @FunctionalInterface
    interface Judge {
        /**
         * @param from first sample
         * @param to sample after the last
         * @param tally where to add what they come to
         */
        void judge(int from, int to, ValidationTally tally);
    }

    private final LaneThreads threads;

    /** @param threads of the lanes, closed with this */
    Lanes(LaneThreads threads) {
        this.threads = threads;
    }

    /** How many parts are in work at a time, at most. */
    int count() {
        return threads.count();
    }

    /** How many of some parts are shared out; those that do not fill all lanes are left to the calling thread. */
    private int shared(int parts, WorkingWeights weights) {
        return count() > 1 && weights.sideBySide() ? parts / count() * count() : 0;
    }

    /**
     * Learns from all parts and adds their gradients to those of the weights.
     *
     * @param bounds samples before each part, and at the end all of them
     * @return the sum of their losses, a float64 scalar where they are
     */
    Tensor learn(int[] bounds, WorkingWeights weights, Part part) {
        int parts = bounds.length - 1;
        int shared = shared(parts, weights);
        int lanes = shared > 0 ? count() : 0;
        List<Gradients> gradients = new ArrayList<>();
        @Nullable Tensor[] sums = new Tensor[lanes + 1];
        try {
            for (int lane = 0; lane < lanes; lane++) {
                gradients.add(weights.newGradients());
            }
            threads.run(lanes, lane -> sums[lane] = learn(bounds, lane, shared, lanes, gradients.get(lane), part));
            if (shared < parts) {
                gradients.add(weights.newGradients());
                sums[lanes] = learn(bounds, shared, parts, 1, gradients.get(lanes), part);
            }
            gradients.forEach(Gradients::addToWeights);
            return sum(sums);
        } finally {
            Arrays.stream(sums).filter(Objects::nonNull).forEach(Tensor::close);
            gradients.forEach(Gradients::close);
        }
    }

    /** Learns from every {@code step}-th part; the sum of their losses is kept. */
    private static Tensor learn(int[] bounds, int first, int end, int step, Gradients gradients, Part part) {
        try (Scope scope = Scope.open()) {
            Tensor sum = part.learn(bounds[first], bounds[first + 1], gradients);
            for (int i = first + step; i < end; i += step) {
                sum.add_(part.learn(bounds[i], bounds[i + 1], gradients));
            }
            return Scope.keep(sum);
        }
    }

    private static Tensor sum(@Nullable Tensor[] sums) {
        Tensor result = null;
        for (Tensor one : sums) {
            if (one == null) {
                continue;
            }
            if (result == null) {
                result = one.clone();
            } else {
                result.add_(one);
            }
        }
        return Objects.requireNonNull(result, "no part");
    }

    /**
     * How a batch is cut up: into pairs for all lanes as long as they last, and then into single samples. With pairs the weights are put in
     * oneDNN's order, and gradients summed up, half as often; parts of one size keep lanes from waiting for each other.
     *
     * @param inTurn how it is cut up where there is one lane; where there are several, it says how many samples may be in work at a time, at
     *     least as many as there are lanes
     * @return samples before each part, and at the end all of them
     */
    int[] parts(int samples, Passes inTurn) {
        if (count() == 1) {
            return inTurn.bounds(samples);
        }
        int pairs = inTurn.most() >= 2 * count() ? samples / (2 * count()) * count() : 0;
        return IntStream.rangeClosed(0, samples - pairs)
                .map(part -> part + Math.min(part, pairs))
                .toArray();
    }

    /** How many samples of some parts are in work at a time, at most; {@code bounds} as for {@link #judge}. */
    int inWork(int[] bounds) {
        int parts = bounds.length - 1;
        int largest = 0;
        for (int i = 0; i < parts; i++) {
            largest = Math.max(largest, bounds[i + 1] - bounds[i]);
        }
        return parts < count() ? largest : largest * count();
    }

    /**
     * Judges all parts.
     *
     * @param bounds samples before each part, and at the end all of them
     * @param tally receives what they come to, part after part
     */
    void judge(int[] bounds, WorkingWeights weights, ValidationTally tally, Judge judge) {
        int parts = bounds.length - 1;
        int shared = shared(parts, weights);
        for (int first = 0; first < shared; first += count()) {
            int before = first;
            List<ValidationTally> own =
                    Stream.generate(tally::another).limit(count()).toList();
            try {
                threads.run(
                        own.size(),
                        lane -> judge.judge(bounds[before + lane], bounds[before + lane + 1], own.get(lane)));
                own.forEach(tally::add);
            } finally {
                own.forEach(ValidationTally::close);
            }
        }
        for (int i = shared; i < parts; i++) {
            judge.judge(bounds[i], bounds[i + 1], tally);
        }
    }

    @Override
    public void close() {
        threads.close();
    }
}
