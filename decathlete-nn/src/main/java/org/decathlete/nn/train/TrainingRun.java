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

    /** A third of 300 epochs is to be 100, whatever the third is as a binary fraction. */
    private static final double ROUNDING = 1e-9;

    private final String candidateId;
    private final TrainingRecipe recipe;
    private final RunSettings settings;
    private final TrainingData data;
    private final Learner learner;
    private final Checkpoints checkpoints;
    private final StopSignal stop;
    private final Progress progress;
    private final Standing standing;
    private final LearningRate learningRate;
    private final Recovery recovery;
    private final PrecisionStart precision;
    private final MemoryRelief memory;
    private final Ending ending;
    private final LiveLine line;
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
        this.candidateId = candidate.id();
        this.recipe = candidate.recipe();
        this.settings = settings;
        this.data = data;
        this.learner = learner;
        this.checkpoints = checkpoints;
        this.stop = stop;
        this.progress = progress;
        this.standing = new Standing(stopwatch);
        double rate = recipe.optimizer().learningRate();
        this.learningRate = new LearningRate(rate, recipe.schedule(), settings.budget());
        this.recovery = new Recovery(checkpoints, rate, progress);
        this.precision = new PrecisionStart(learner, standing, settings.precision(), progress);
        this.memory = new MemoryRelief(learner, standing, checkpoints, progress);
        this.ending = new Ending(settings, learningRate, progress);
        this.line = new LiveLine(settings.budget(), progress);
    }

    /** Trains to the end of the budget and writes the final checkpoint, or to where it is to pause and writes the latest. */
    TrainingState train() {
        begin();
        MetricsLog log = openLog();
        line.open(standing.picture());
        try {
            while (true) {
                try {
                    trainUntilDone(log);
                    return pauses() ? pause() : finish();
                } catch (Divergence divergence) {
                    DivergenceEvent event = recovery.takeBack(divergence, learner, standing, log);
                    meter = new PaceMeter();
                    log = openLog();
                    log.add(event);
                }
            }
        } finally {
            line.close();
        }
    }

    /** Takes up the latest checkpoint; writes one of the untrained network where there is none, to go back to. */
    private void begin() {
        Optional<TrainingState> stored = checkpoints.state(checkpoints.latest());
        if (stored.isPresent()) {
            learner.restore(checkpoints.latest());
            standing.resume(stored.get().finished() ? stored.get().reopened() : stored.get());
            precision.resume();
            memory.resume();
            if (standing.isAtBest()) {
                // A kill may have come between the two.
                checkpoints.latestIsBest();
            }
            progress.say(String.format(
                    "training goes on at epoch %d, iteration %d, after %.0f s",
                    standing.epoch(), standing.iteration(), standing.activeSeconds()));
            checkpoints.sayOtherBudget(checkpoints.latest(), progress);
        } else {
            settings.startFrom().ifPresent(path -> {
                List<String> kept = learner.startFrom(path);
                progress.say("training starts from the weights of " + path
                        + (kept.isEmpty() ? "" : ", but for " + String.join(", ", kept)));
            });
            precision.check(data.training());
            checkpoint();
        }
        Pace counted = Pace.ofCounted(settings.budget(), recipe);
        if (counted != null) {
            standing.fixPace(counted);
        }
    }

    private MetricsLog openLog() {
        return MetricsLog.open(checkpoints.metrics(), candidateId, standing.picture());
    }

    private void trainUntilDone(MetricsLog log) throws Divergence {
        int threads = settings.loaderThreads();
        try (BatchLoader loader = new BatchLoader(data.training(), standing.iteration(), Long.MAX_VALUE, threads)) {
            while (true) {
                if (epochIsOver()) {
                    endEpoch(log);
                }
                if (budgetIsUsedUp() || pauses()) {
                    return;
                }
                step(loader, log);
                if (stop.isRaised()) {
                    throw interrupted();
                }
                if (checkpoints.age() > CHECKPOINT_SECONDS) {
                    checkpoint();
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw interrupted();
        }
    }

    private void step(BatchLoader loader, MetricsLog log) throws Divergence, InterruptedException {
        long began = System.nanoTime();
        Batch batch = loader.next();
        double rate = rate();
        learn(memory.step(batch, rate, log));
        lastStepSeconds = (System.nanoTime() - began) / 1e9;
        if (standing.pace() == null && settings.budget() instanceof Budget.WallClock budget) {
            measurePace(budget);
        }
        line.stepped(standing);
    }

    private void measurePace(Budget.WallClock budget) {
        OptionalDouble measured = meter.add(lastStepSeconds);
        if (measured.isPresent()) {
            Pace pace = Pace.of(budget, measured.getAsDouble(), recipe);
            standing.fixPace(pace);
            progress.say(String.format(
                    "training: %.3f s per iteration; an epoch is %d iterations and %d validation batches",
                    measured.getAsDouble(), pace.iterationsPerEpoch(), pace.validationIterations()));
            progress.say(String.format(
                    "training: the full schedule of %d epochs of %d iterations would take %.1f hours here",
                    recipe.epochs(),
                    recipe.iterationsPerEpoch(),
                    (double) recipe.epochs() * recipe.iterationsPerEpoch() * measured.getAsDouble() / 3600));
        }
    }

    private void learn(StepOutcome outcome) throws Divergence {
        standing.learned(outcome);
        standing.decide(standing.decisions().withLossScale(learner.lossScaler().scale()));
    }

    private double rate() {
        AnnealingTail tail = standing.tail();
        // The schedule still holds: a tail that turned out slower than a budget in seconds allows ends annealed all the
        // same.
        return tail != null ? Math.min(tail.rateAt(standing.iteration()), scheduledRate()) : scheduledRate();
    }

    private double scheduledRate() {
        return standing.rateFactor()
                * learningRate.at(standing.epoch(), standing.iteration(), standing.activeSeconds());
    }

    private boolean epochIsOver() {
        Pace pace = standing.pace();
        boolean full = pace != null && standing.iterationInEpoch() >= pace.iterationsPerEpoch();
        return full || standing.validation() != null || (standing.iterationInEpoch() > 0 && budgetIsUsedUp());
    }

    /** Of a budget in seconds, one more step and the validation after it must still fit. */
    private boolean budgetIsUsedUp() {
        AnnealingTail tail = standing.tail();
        if (tail != null && tail.isOver(standing.iteration())) {
            return true;
        }
        if (settings.budget() instanceof Budget.WallClock budget) {
            double needed = lastStepSeconds + (standing.iterationInEpoch() > 0 ? lastValidationSeconds : 0);
            return standing.iteration() > 0 && standing.activeSeconds() + needed >= budget.seconds();
        }
        return learningRate.done(standing.epoch(), standing.iteration(), 0) >= 1;
    }

    /** Whether an epoch has just ended, or none begun, and the part of the budget that was asked for is used up. */
    private boolean pauses() {
        return settings.part() < 1
                && standing.iterationInEpoch() == 0
                && !budgetIsUsedUp()
                && learningRate.used(standing.epoch(), standing.iteration(), standing.activeSeconds())
                        >= settings.part() * learningRate.whole() * (1 - ROUNDING);
    }

    private TrainingState pause() {
        checkpoint();
        return standing.picture();
    }

    private void endEpoch(MetricsLog log) throws InterruptedException {
        if (checkpoints.age() > CHECKPOINT_SECONDS / 2) {
            checkpoint();
        }
        Pace pace = standing.pace();
        double trainingSeconds = standing.epochSeconds();
        Validation validation = validate(pace == null ? 1 : pace.validationIterations(), log);
        if (stop.isRaised()) {
            throw interrupted();
        }
        lastValidationSeconds = standing.epochSeconds() - trainingSeconds;
        MovingScore score = standing.score().with(validation.dice().mean(), recipe.scoreMomentum());
        boolean best = score.improvesOn(standing.score());
        EpochMetrics metrics = EpochMetrics.of(standing, rate(), trainingSeconds, validation, score, best);
        log.add(metrics);
        standing.endEpoch(score, metrics.meanPseudoDice());
        ending.consider(standing, metrics.epoch(), validation.dice(), scheduledRate(), log);
        if (best || checkpoints.isCheap()) {
            checkpoint();
        }
        if (best) {
            checkpoints.latestIsBest();
        }
        line.epochEnded(standing, metrics);
    }

    /** Once more from its first batch where memory runs out. */
    private Validation validate(int batches, MetricsLog log) throws InterruptedException {
        while (true) {
            try {
                return Validation.run(
                        learner,
                        data.validation(),
                        standing.epoch(),
                        batches,
                        settings.loaderThreads(),
                        standing.validation(),
                        this::judged,
                        stop);
            } catch (OutOfMemory shortage) {
                standing.judged(null);
                memory.relieve(shortage, log);
            }
        }
    }

    private void judged(ValidationProgress progress) {
        standing.judged(progress);
        if (checkpoints.age() > CHECKPOINT_SECONDS) {
            checkpoint();
        }
    }

    private void checkpoint() {
        checkpoints.writeLatest(standing.picture(), learner.tensors());
    }

    private DecathleteException interrupted() {
        checkpoint();
        return new DecathleteException(
                ErrorKind.INTERRUPTED,
                "training stopped at epoch " + standing.epoch() + ", iteration " + standing.iteration()
                        + "; run the same command again to go on from there");
    }

    private TrainingState finish() {
        standing.finish();
        TrainingState end = standing.picture();
        checkpoints.writeFinal(end, learner.tensors());
        Forecast forecast = end.decided().ending();
        if (forecast != null) {
            progress.say("training ended early: " + EarlyEnd.of(forecast, end, settings.budget()));
        }
        return end;
    }
}
