package org.decathlete.app.study;

import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.BooleanSupplier;
import java.util.function.DoubleSupplier;
import org.decathlete.app.tune.CandidateCost;
import org.decathlete.app.tune.FoldRace;
import org.decathlete.app.tune.Halfway;
import org.decathlete.app.tune.TrialEvaluator;
import org.decathlete.core.run.Progress;
import org.decathlete.nn.train.settings.Budget;
import org.decathlete.search.schedule.InformedHyperband;
import org.decathlete.search.schedule.Levels;
import org.decathlete.search.store.StoredStudy;
import org.decathlete.search.store.StudyWorker;
import org.decathlete.search.trial.Outcome;
import org.decathlete.search.trial.Trial;
import org.decathlete.search.trial.TrialState;

/** Evaluates trials of a study, one after the other, until there are no more or there is no more time. */
final class TrialLoop {
    private final SearchStudy study;
    private final TrialEvaluator evaluator;
    private final LostCheckpoints lost;
    private final TrialProgress line;
    private final Progress progress;
    private final DoubleSupplier left;
    private final BooleanSupplier stop;
    private final Levels levels;
    private int evaluated;

    /**
     * @param folds report to {@code line}
     * @param left seconds that are left, infinite without end
     * @param stop asked now and then whether to stop in good order
     */
    TrialLoop(
            SearchStudy study,
            TrialFolds folds,
            TrialProgress line,
            Progress progress,
            DoubleSupplier left,
            BooleanSupplier stop) {
        this.study = study;
        this.line = line;
        this.progress = progress;
        this.left = left;
        this.stop = stop;
        this.levels = study.stored().settings().scheduler().levels();
        this.lost = new LostCheckpoints(study, folds, progress);
        this.evaluator = new TrialEvaluator(
                study.space(),
                race(folds, line, new RaceLook(study.stored())),
                levels.budget(levels.top()),
                study.plan().bound().bytesPerValue(),
                limit(study.plan()),
                Economy.isStopping(study.stored().settings())
                        ? new HalfwayLook(study.stored(), folds.first())
                        : Halfway.NEVER,
                () -> stop.getAsBoolean()
                        || left.getAsDouble() <= 0
                        || Thread.currentThread().isInterrupted());
    }

    private static FoldRace race(TrialFolds folds, TrialProgress line, RaceLook look) {
        if (folds.trainings().size() == 1) {
            return FoldRace.onOne(folds.first()::run);
        }
        return new FoldRace(
                folds.trainings().stream()
                        .<TrialEvaluator.Training>map(training -> (candidate, part, stop) -> {
                            line.onFold(training.fold());
                            return training.run(candidate, part, stop);
                        })
                        .toList(),
                look);
    }

    /** Generous, since what a slow candidate has to wait for is its judging. */
    private static OptionalDouble limit(SearchPlan plan) {
        return plan.whole() instanceof Budget.WallClock clock
                ? OptionalDouble.of(1.5 * plan.folds().size() * clock.seconds() + 5 * plan.judgingSeconds() + 60)
                : OptionalDouble.empty();
    }

    /** Works; a trial under way when the time is up keeps its checkpoint, and is the first of whoever asks next. */
    Ending run(String worker) {
        StoredStudy stored = study.stored();
        try {
            new StudyWorker(stored, worker, this::evaluate)
                    .runWhile(() -> !stop.getAsBoolean()
                            && left.getAsDouble() > study.plan().judgingSeconds());
        } catch (InterruptedException e) {
            // The trial at hand was given back; why stands below.
        }
        lost.remove();
        if (lost.bytes() > 0) {
            progress.say(String.format(
                    Locale.ROOT,
                    "search: removed %.1f MB of checkpoints that no trial will go on from",
                    lost.bytes() / 1e6));
        }
        if (stop.getAsBoolean()) {
            return Ending.INTERRUPTED;
        }
        if (stored.finished()) {
            return Ending.FINISHED;
        }
        return stored.stopped() ? Ending.STOPPED : Ending.OUT_OF_TIME;
    }

    /** How many trials were evaluated here. */
    int evaluated() {
        return evaluated;
    }

    private Outcome evaluate(Trial trial) throws InterruptedException {
        lost.remove();
        long began = System.nanoTime();
        line.begin(name(trial) + best() + timeLeft());
        if (study.plan().folds().size() > 1) {
            line.onFold(study.plan().fold());
        }
        try {
            Outcome outcome = evaluator.outcome(trial);
            evaluated++;
            progress.say(name(trial) + ", " + trial.origin().name().toLowerCase(Locale.ROOT) + ": " + figures(outcome)
                    + " in " + Words.time((System.nanoTime() - began) / 1e9) + timeLeft());
            lowest(trial, outcome).ifPresent(progress::say);
            return outcome;
        } finally {
            line.begin("");
        }
    }

    /** What the default's learning curve says of where brackets begin. */
    private Optional<String> lowest(Trial trial, Outcome outcome) {
        Double from = outcome.values().get(TrialEvaluator.HALF_SCORE_BUDGET);
        if (trial.id() > 0
                || from == null
                || !(study.stored().settings().scheduler() instanceof InformedHyperband informed)) {
            return Optional.empty();
        }
        boolean counted = study.plan().isCounted();
        double lowest = levels.budget(informed.lowest(from));
        return Optional.of("search: the default had half of its pseudo-Dice after " + Words.amount(from, counted)
                + "; brackets begin at " + Words.amount(lowest, counted));
    }

    private String name(Trial trial) {
        return "trial " + trial.id() + ", level " + (trial.level() + 1) + " of " + (levels.top() + 1) + " ("
                + Words.amount(trial.budget(), study.plan().isCounted()) + folds(trial) + ")";
    }

    private String folds(Trial trial) {
        int most = study.plan().folds().size();
        return most == 1 ? "" : ", " + Words.folds(FoldRace.folds(most, trial.level()));
    }

    private String best() {
        Optional<Trial> best = study.stored().best();
        return best.map(trial -> ", best Dice so far "
                        + Words.dice(trial.outcome().values().getOrDefault(TrialEvaluator.LOSS, Double.NaN)))
                .orElse("");
    }

    private String timeLeft() {
        double seconds = left.getAsDouble();
        return Double.isInfinite(seconds) ? "" : ", " + Words.time(seconds) + " left";
    }

    private static String figures(Outcome outcome) {
        if (outcome.state() != TrialState.OK) {
            return outcome.state().name().toLowerCase(Locale.ROOT).replace('_', ' ') + " (" + outcome.message() + ")";
        }
        return "Dice " + Words.dice(outcome.values().getOrDefault(TrialEvaluator.LOSS, Double.NaN))
                + String.format(
                        Locale.ROOT,
                        ", %.3g million parameters",
                        outcome.values().getOrDefault(CandidateCost.PARAMETERS, Double.NaN) / 1e6);
    }
}
