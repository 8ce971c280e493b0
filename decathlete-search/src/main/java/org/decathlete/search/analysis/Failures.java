package org.decathlete.search.analysis;

import java.util.ArrayList;
import java.util.List;
import org.decathlete.search.trial.Objective;
import org.decathlete.search.trial.Trial;
import org.decathlete.search.trial.TrialState;

/**
 * What went wrong, and what was ended before it could.
 *
 * @param ended how many trials ended in all
 * @param stopped how many of them were ended halfway, as hopeless; no failures
 * @param beaten how many of them were ended after some of their folds, as significantly worse than others; no failures
 * @param causes per way of failing that occurred
 * @param beyondLimits per objective with a limit that trials reached; these trials ended well but are not continued
 */
public record Failures(int ended, int stopped, int beaten, List<Cause> causes, List<BeyondLimit> beyondLimits) {
    private static final int MOST_MESSAGES = 3;
    private static final int LONGEST_MESSAGE = 200;

    public Failures {
        causes = List.copyOf(causes);
        beyondLimits = List.copyOf(beyondLimits);
    }

    /**
     * A way of failing.
     *
     * @param trials how many failed so
     * @param messages first lines of what was said, without repetitions; of three trials at most
     */
    public record Cause(TrialState state, int trials, List<String> messages) {
        public Cause {
            messages = List.copyOf(messages);
        }
    }

    /**
     * A limit that was reached.
     *
     * @param trials how many ended with a figure as bad as this or worse
     */
    public record BeyondLimit(String objective, double limit, int trials) {}

    /** Counts what ended. */
    public static Failures of(List<Trial> trials, List<Objective> objectives) {
        List<Cause> causes = new ArrayList<>();
        for (TrialState state : TrialState.values()) {
            List<Trial> failed = trials.stream()
                    .filter(trial -> state.failed() && trial.state() == state)
                    .toList();
            if (!failed.isEmpty()) {
                causes.add(new Cause(state, failed.size(), messages(failed)));
            }
        }
        List<BeyondLimit> beyond = new ArrayList<>();
        for (Objective objective : objectives) {
            int reached = (int) trials.stream()
                    .filter(trial -> trial.state() == TrialState.OK && !objective.met(trial))
                    .count();
            if (reached > 0) {
                beyond.add(new BeyondLimit(objective.name(), objective.limit(), reached));
            }
        }
        int ended = (int) trials.stream().filter(trial -> trial.state().ended()).count();
        int stopped = (int) trials.stream()
                .filter(trial -> trial.state() == TrialState.STOPPED && !trial.beaten())
                .count();
        int beaten = (int) trials.stream().filter(Trial::beaten).count();
        return new Failures(ended, stopped, beaten, causes, beyond);
    }

    private static List<String> messages(List<Trial> failed) {
        return failed.stream()
                .map(trial ->
                        trial.outcome().message().strip().lines().findFirst().orElse(""))
                .filter(message -> !message.isEmpty())
                .map(message ->
                        message.length() > LONGEST_MESSAGE ? message.substring(0, LONGEST_MESSAGE - 1) + "…" : message)
                .distinct()
                .limit(MOST_MESSAGES)
                .toList();
    }
}
