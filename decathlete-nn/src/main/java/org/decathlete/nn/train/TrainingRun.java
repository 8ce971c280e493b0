package org.decathlete.nn.train;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.decathlete.core.candidate.Candidate;
import org.decathlete.core.candidate.TrainingRecipe;
import org.decathlete.core.run.DecathleteException;
import org.decathlete.core.run.ErrorKind;
import org.decathlete.core.run.Progress;

/** One training from its latest checkpoint, or from nothing, to its end. */
final class TrainingRun {
    /** A checkpoint is never older than this, give or take a step. */
    private static final double CHECKPOINT_SECONDS = 110;

    private static final int RESTARTS = 2;
    private static final double RATE_CUT = 0.1;

    private final Candidate candidate;
    private final TrainingRecipe recipe;
    private final RunSettings settings;
    private final TrainingData data;
    private final Learner learner;
    private final Checkpoints checkpoints;
    private final StopSignal stop;
    private final Progress progress;
    private final Stopwatch stopwatch;
    private final Standing standing;
    private final LearningRate learningRate;
    private final LiveLine line;
    private MetricsLog log;
    private DivergenceWatch watch = new DivergenceWatch(Double.NaN);
    private PaceMeter meter = new PaceMeter();
    private double lastStepSeconds;
    private double lastValidationSeconds;

    TrainingRun(
            Candidate candidate,
            RunSettings settings,
            TrainingData data,
            Learner learner,
            Checkpoints checkpoints,
            Stopwatch stopwatch,
            StopSignal stop,
            Progress progress) {
        this.candidate = candidate;
        this.recipe = candidate.recipe();
        this.settings = settings;
        this.data = data;
        this.learner = learner;
        this.checkpoints = checkpoints;
        this.stop = stop;
        this.progress = progress;
        this.stopwatch = stopwatch;
        this.standing = new Standing(stopwatch);
        this.learningRate = new LearningRate(recipe.optimizer().learningRate(), recipe.schedule(), settings.budget());
        this.line = new LiveLine(settings.budget(), progress);
        this.log = begin();
    }

    /** Trains to the end of the budget and writes the final checkpoint. */
    TrainingState train() {
        line.open(standing.picture());
        try {
            while (true) {
                try {
                    trainUntilDone();
                    return finish();
                } catch (Divergence divergence) {
                    putBack(divergence);
                }
            }
        } finally {
            line.close();
        }
    }

    /** Takes up the latest checkpoint; writes one of the untrained network where there is none. */
    private MetricsLog begin() {
        Optional<TrainingState> stored = checkpoints.state(checkpoints.latest());
        if (stored.isPresent()) {
            stopwatch.resumeFrom(stored.get().activeSeconds());
            learner.restore(checkpoints.latest());
            standing.restore(stored.get());
            progress.say(String.format(
                    "training goes on at epoch %d, iteration %d, after %.0f s",
                    standing.epoch(), standing.iteration(), standing.activeSeconds()));
        } else {
            checkpoints.writeLatest(standing.picture(), learner.tensors());
        }
        watch = new DivergenceWatch(standing.firstLoss());
        if (standing.pace() == null) {
            paceOfCountedBudget().ifPresent(standing::fixPace);
        }
        TrainingState state = standing.picture();
        return MetricsLog.open(checkpoints.metrics(), candidate.id(), state.epoch(), state.divergences());
    }

    private Optional<Pace> paceOfCountedBudget() {
        if (settings.budget() instanceof Budget.Epochs epochs) {
            return Optional.of(Pace.of(epochs, recipe));
        }
        return settings.budget() instanceof Budget.Iterations iterations
                ? Optional.of(Pace.of(iterations, recipe))
                : Optional.empty();
    }

    private void trainUntilDone() throws Divergence {
        try (BatchLoader loader = loader(data.training(), standing.iteration(), Long.MAX_VALUE)) {
            while (true) {
                if (epochIsOver()) {
                    endEpoch();
                }
                if (budgetIsUsedUp()) {
                    return;
                }
                step(loader);
                if (stop.isRaised()) {
                    throw interrupted();
                }
                if (checkpoints.age() > CHECKPOINT_SECONDS) {
                    checkpoint();
                }
            }
        }
    }

    private void step(BatchLoader loader) throws Divergence {
        long began = System.nanoTime();
        double rate = rate();
        Batch batch = loader.next();
        standing.stepped();
        learn(learner.step(batch, rate));
        lastStepSeconds = (System.nanoTime() - began) / 1e9;
        if (standing.pace() == null && settings.budget() instanceof Budget.WallClock budget) {
            OptionalDouble measured = meter.add(lastStepSeconds);
            if (measured.isPresent()) {
                standing.fixPace(Pace.of(budget, measured.getAsDouble(), recipe));
                progress.say(String.format(
                        "training: %.3f s per iteration, so %s in %s",
                        measured.getAsDouble(), standing.pace(), budget));
            }
        }
        line.stepped(standing);
    }

    private void learn(List<StepOutcome> outcomes) throws Divergence {
        for (StepOutcome outcome : outcomes) {
            Optional<String> reason = watch.check(outcome.iteration(), outcome.loss(), outcome.gradientNorm());
            if (reason.isPresent()) {
                throw new Divergence(outcome.iteration(), reason.get());
            }
            standing.learned(outcome);
        }
    }

    private double rate() {
        return standing.rateFactor()
                * learningRate.at(standing.epoch(), standing.iteration(), standing.activeSeconds());
    }

    private boolean epochIsOver() {
        Pace pace = standing.pace();
        boolean full = pace != null && standing.iterationInEpoch() >= pace.iterationsPerEpoch();
        return full || (standing.iterationInEpoch() > 0 && budgetIsUsedUp());
    }

    /** In seconds, one more step and the last validation must still fit. */
    private boolean budgetIsUsedUp() {
        if (settings.budget() instanceof Budget.WallClock budget) {
            double needed = standing.iterationInEpoch() > 0 ? lastStepSeconds + lastValidationSeconds : lastStepSeconds;
            return standing.iteration() > 0 && standing.activeSeconds() + needed >= budget.seconds();
        }
        return learningRate.done(standing.epoch(), standing.iteration(), 0) >= 1;
    }

    private void endEpoch() throws Divergence {
        learn(learner.flush());
        if (checkpoints.age() > CHECKPOINT_SECONDS / 2) {
            checkpoint();
        }
        Pace pace = standing.pace();
        double trainingSeconds = standing.epochSeconds();
        PseudoDice dice = learner.newPseudoDice();
        double validationLoss = validate(pace == null ? 1 : pace.validationIterations(), dice);
        lastValidationSeconds = standing.epochSeconds() - trainingSeconds;
        MovingScore before = standing.score();
        MovingScore after = before.with(dice.mean(), recipe.scoreMomentum());
        boolean best = after.improvesOn(before);
        EpochMetrics metrics = EpochMetrics.of(standing, rate(), trainingSeconds, validationLoss, dice, after, best);
        standing.endEpoch(after, metrics.meanPseudoDice());
        if (best || checkpoints.isCheap()) {
            checkpoint();
        }
        if (best) {
            checkpoints.latestIsBest();
        }
        log.add(metrics);
        line.epochEnded(standing, metrics);
    }

    private double validate(int batches, PseudoDice dice) {
        long first = (long) standing.epoch() * batches;
        double sum = 0;
        try (BatchLoader loader = loader(data.validation(), first, first + batches)) {
            for (int i = 0; i < batches; i++) {
                if (stop.isRaised()) {
                    throw interrupted();
                }
                sum += learner.validate(loader.next(), dice);
            }
        }
        return sum / batches;
    }

    /** A checkpoint holds only what is known to be good. */
    private void checkpoint() throws Divergence {
        learn(learner.flush());
        checkpoints.writeLatest(standing.picture(), learner.tensors());
    }

    private DecathleteException interrupted() throws DecathleteException {
        String where = "stopped at epoch " + standing.epoch() + ", iteration " + standing.iteration();
        boolean flagged = Thread.interrupted();
        try {
            checkpoint();
        } catch (Divergence e) {
            where += "; the last steps are not kept (" + e.reason() + ")";
        } finally {
            if (flagged) {
                Thread.currentThread().interrupt();
            }
        }
        return new DecathleteException(
                ErrorKind.INTERRUPTED, "training " + where + "; run the same command again to go on from there");
    }

    private TrainingState finish() {
        standing.finish();
        TrainingState end = standing.picture();
        checkpoints.writeFinal(end, learner.tensors());
        return end;
    }

    /** Back to the latest checkpoint with a lower rate, or the end of it. */
    private void putBack(Divergence divergence) {
        learner.forget();
        TrainingState good = checkpoints
                .state(checkpoints.latest())
                .orElseThrow(() -> DecathleteException.data(checkpoints.latest() + " is gone; run the command again"));
        int number = good.divergences() + 1;
        double active = standing.activeSeconds();
        if (number > RESTARTS) {
            log.add(new DivergenceEvent(
                    "divergence", number, divergence.iteration(), divergence.reason(), -1, good.rateFactor()));
            throw new DecathleteException(
                    ErrorKind.TRAINING,
                    String.format(
                            "the training went astray %d times, at last because %s, though the learning rate was lowered to "
                                    + "%.3g of the recipe's %.3g; check the data's intensities and labels with `inspect`, or give a candidate with a lower learning rate",
                            number,
                            divergence.reason(),
                            good.rateFactor(),
                            recipe.optimizer().learningRate()));
        }
        double factor = good.rateFactor() * RATE_CUT;
        TrainingState lowered = good.afterDivergence(factor, number, active);
        learner.restore(checkpoints.latest());
        standing.restore(lowered);
        checkpoints.writeLatest(lowered, learner.tensors());
        watch = new DivergenceWatch(standing.firstLoss());
        meter = new PaceMeter();
        log = MetricsLog.open(checkpoints.metrics(), candidate.id(), lowered.epoch(), number - 1);
        log.add(new DivergenceEvent(
                "divergence", number, divergence.iteration(), divergence.reason(), lowered.iteration(), factor));
        progress.say(String.format(
                "training went astray: %s. Back to iteration %d with %.3g of the learning rate (restart %d of %d)",
                divergence.reason(), lowered.iteration(), factor, number, RESTARTS));
    }

    private BatchLoader loader(BatchMaker maker, long first, long end) {
        return new BatchLoader(maker, first, end, settings.loaderThreads());
    }
}
