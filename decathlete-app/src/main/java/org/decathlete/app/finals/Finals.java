package org.decathlete.app.finals;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.DoubleSupplier;
import org.decathlete.app.report.finals.FinalsSummary;
import org.decathlete.app.results.JudgedModel;
import org.decathlete.core.run.DecathleteException;
import org.decathlete.core.run.ErrorKind;
import org.decathlete.core.run.Progress;

/** Trains what a plan of finals asks for, joins pairs of the best, and judges all of them. What is done is not done again. */
final class Finals {
    /** Pairs are made of so many of the best single models. */
    private static final int JOINED = 3;

    private final FinalTrainings trainings;
    private final FinalsPlan plan;
    private final Progress progress;
    private final DoubleSupplier left;
    private final Map<Entrant, JudgedModel> entrants = new LinkedHashMap<>();
    private final Map<String, String> failed = new LinkedHashMap<>();
    private final List<String> joined = new ArrayList<>();
    private final List<String> notes = new ArrayList<>();

    /**
     * What finals came to.
     *
     * @param models best first
     * @param summary about the same models
     * @param joined names of the pairs that were joined
     * @param failed what became of finals that failed, by their names
     */
    record Result(List<JudgedModel> models, FinalsSummary summary, List<String> joined, Map<String, String> failed) {}

    /** @param left seconds that are left for them, infinite without end */
    Finals(FinalTrainings trainings, FinalsPlan plan, Progress progress, DoubleSupplier left) {
        this.trainings = trainings;
        this.plan = plan;
        this.progress = progress;
        this.left = left;
    }

    /** @throws DecathleteException of kind INTERRUPTED after a stop; of whichever kind the default's training failed with */
    Result run() {
        String standard = plan.finals().get(0).candidate().id();
        int number = 0;
        for (FinalChoice choice : plan.finals()) {
            number++;
            progress.say("finals: " + number + " of " + plan.finals().size() + ", " + choice.name() + ", for "
                    + plan.budget() + "; differs from the default by: " + choice.differences());
            train(choice, choice.candidate().id().equals(standard));
        }
        if (plan.ensembles()) {
            join();
        }
        FinalsJudgement judgement = FinalsJudgement.of(List.copyOf(entrants.keySet()), plan.nested());
        FinalsSummary summary = judgement.summary(basis(), notes);
        progress.say("finals: " + summary.reason());
        progress.say("finals: " + summary.gain());
        return new Result(
                judgement.ordered().stream()
                        .map(one -> Objects.requireNonNull(entrants.get(one)))
                        .toList(),
                summary,
                List.copyOf(joined),
                failed);
    }

    private void train(FinalChoice choice, boolean isDefault) {
        String before = plan.failed().get(choice.name());
        if (before != null) {
            failed(choice, before);
            return;
        }
        try {
            JudgedModel model = trainings.run(choice.candidate(), choice.seed(), plan.budget(), plan.ensembles());
            entrants.put(Entrant.of(choice.name(), choice.differences(), isDefault, model), model);
        } catch (DecathleteException e) {
            boolean own = e.kind() == ErrorKind.TRAINING || e.kind() == ErrorKind.RESOURCE;
            // Without any default there is nothing to measure the others against.
            boolean needed = isDefault && entrants.isEmpty();
            if (!own || needed) {
                throw e;
            }
            failed(choice, choice.name() + " failed and is left out: " + e.getMessage());
        }
    }

    private void failed(FinalChoice choice, String sentence) {
        failed.put(choice.name(), sentence);
        note(sentence);
    }

    /** In the order of how good both are alone, as long as there is time. */
    private void join() {
        List<Entrant> best = FinalsJudgement.of(List.copyOf(entrants.keySet()), plan.nested()).ordered().stream()
                .limit(JOINED)
                .toList();
        double longest = best.stream()
                .mapToDouble(Entrant::judgingSeconds)
                .filter(Double::isFinite)
                .max()
                .orElse(0);
        for (int later = 1; later < best.size(); later++) {
            for (int earlier = 0; earlier < later; earlier++) {
                Entrant one = best.get(earlier);
                Entrant other = best.get(later);
                String name = one.name() + " with " + other.name();
                boolean late = plan.done() ? !plan.joined().contains(name) : left.getAsDouble() < longest;
                if (late) {
                    note("No time was left to join " + name + ".");
                    continue;
                }
                long began = System.nanoTime();
                join(name, one, other);
                longest = Math.max(longest, (System.nanoTime() - began) / 1e9);
            }
        }
    }

    private void join(String name, Entrant one, Entrant other) {
        progress.say("finals: " + name);
        JudgedModel model = trainings.together(
                List.of(Objects.requireNonNull(entrants.get(one)), Objects.requireNonNull(entrants.get(other))));
        joined.add(name);
        entrants.put(Entrant.of(name, "the mean of both models' probabilities", false, model), model);
    }

    private void note(String sentence) {
        notes.add(sentence);
        progress.say("finals: " + sentence);
    }

    private String basis() {
        return "Each final was trained for " + plan.budget()
                + " under a schedule of its own that ends with it, on the same cases as the trials of the search, and never ended by a"
                + " score. Of the validation cases, "
                + plan.nested().text()
                + ". Differences are to the default's best final on the cases kept aside; p is of Wilcoxon's"
                + " signed-rank test of the cases' mean Dice, corrected by Holm for the number of rows.";
    }
}
