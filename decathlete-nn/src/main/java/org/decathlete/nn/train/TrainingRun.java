package org.decathlete.nn.train;

import java.util.List;
import java.util.Optional;
import org.decathlete.core.candidate.Candidate;
import org.decathlete.core.candidate.TrainingRecipe;
import org.decathlete.core.run.DecathleteException;
import org.decathlete.core.run.ErrorKind;
import org.decathlete.core.run.Progress;
import org.decathlete.nn.train.batch.StepSource;
import org.decathlete.nn.train.batch.TrainingData;
import org.decathlete.nn.train.checkpoint.Checkpoints;
import org.decathlete.nn.train.convergence.Forecast;
import org.decathlete.nn.train.log.DivergenceEvent;
import org.decathlete.nn.train.log.EpochMetrics;
import org.decathlete.nn.train.log.LiveLine;
import org.decathlete.nn.train.log.MetricsLog;
import org.decathlete.nn.train.schedule.LearningRate;
import org.decathlete.nn.train.schedule.Pace;
import org.decathlete.nn.train.settings.RunSettings;
import org.decathlete.nn.train.state.Divergence;
import org.decathlete.nn.train.state.EarlyEnd;
import org.decathlete.nn.train.state.Standing;
import org.decathlete.nn.train.state.Stopwatch;
import org.decathlete.nn.train.state.TrainingState;
import org.decathlete.nn.train.step.Learner;
import org.decathlete.nn.train.validation.MovingScore;
import org.decathlete.nn.train.validation.Validation;

/** One training from its latest checkpoint, or from nothing, to its end. */
final class TrainingRun {
    private final Candidate candidate;
    private final TrainingRecipe recipe;
    private final RunSettings settings;
    private final TrainingData data;
    private final Learner learner;
    private final Checkpoints checkpoints;
    private final StopSignal stop;
    private final Progress progress;
    private final Standing standing;
    private final Timetable timetable;
    private final PatchStages patches;
    private final Pacing pacing;
    private final Recovery recovery;
    private final PrecisionStart precision;
    private final MemoryRelief memory;
    private final TrainingSteps steps;
    private final ValidationRun validations;
    private final Ending ending;
    private final LiveLine line;
    private Runnable epochEnded = () -> {};

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
        this.standing = new Standing(stopwatch);
        double rate = recipe.optimizer().learningRate();
        LearningRate learningRate = new LearningRate(rate, recipe.schedule(), settings.budget());
        this.timetable = new Timetable(settings, learningRate, standing);
        this.pacing = new Pacing(settings, recipe, standing, progress);
        this.patches = new PatchStages(candidate, timetable, standing, pacing, progress);
        this.recovery = new Recovery(checkpoints, rate, progress);
        this.precision = new PrecisionStart(learner, standing, settings.precision(), progress);
        this.memory = new MemoryRelief(learner, standing, checkpoints, progress);
        this.steps = new TrainingSteps(learner, standing, timetable, pacing, memory);
        this.validations = new ValidationRun(settings, data, learner, standing, checkpoints, memory, stop);
        this.ending = new Ending(settings, learningRate, progress);
        this.line = new LiveLine(settings.budget(), progress);
    }

    /** Has something done at the end of each epoch. */
    void afterEpoch(Runnable listener) {
        epochEnded = listener;
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
                    return timetable.pauses() ? pause() : finish();
                } catch (Divergence divergence) {
                    steps.forget();
                    DivergenceEvent event = recovery.takeBack(divergence, learner, standing, log);
                    pacing.forgetSteps();
                    log = openLog();
                    log.add(event);
                }
            }
        } finally {
            steps.forget();
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
        pacing.begin();
    }

    private MetricsLog openLog() {
        return MetricsLog.open(checkpoints.metrics(), candidate.id(), standing.picture());
    }

    private void trainUntilDone(MetricsLog log) throws Divergence {
        try {
            boolean grows = true;
            while (grows) {
                grows = growsAfterTraining(patches.begin(), log);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw interrupted();
        }
    }

    /** Trains on patches of one size; returns whether the training goes on with larger ones. */
    private boolean growsAfterTraining(int[] patch, MetricsLog log) throws Divergence, InterruptedException {
        try (StepSource source = data.source(patch, settings, standing.iteration())) {
            while (true) {
                if (timetable.epochIsOver()) {
                    endEpoch(log);
                }
                if (timetable.budgetIsUsedUp() || timetable.pauses()) {
                    steps.settle();
                    return false;
                }
                if (patches.haveEnded()) {
                    steps.settle();
                    return true;
                }
                steps.take(source, patches.arePlanned(), log);
                line.stepped(standing);
                if (stop.isRaised()) {
                    throw interrupted();
                }
                if (checkpoints.age() > Checkpoints.LARGEST_AGE) {
                    steps.settle();
                    checkpoint();
                }
            }
        }
    }

    private TrainingState pause() {
        checkpoint();
        return standing.picture();
    }

    private void endEpoch(MetricsLog log) throws Divergence, InterruptedException {
        steps.settle();
        if (checkpoints.age() > Checkpoints.LARGEST_AGE / 2) {
            checkpoint();
        }
        Pace pace = standing.pace();
        double trainingSeconds = standing.epochSeconds();
        Validation validation = validations.judge(pace == null ? 1 : pace.validationIterations(), log);
        if (stop.isRaised()) {
            throw interrupted();
        }
        timetable.validationTook(standing.epochSeconds() - trainingSeconds);
        MovingScore score = standing.score().with(validation.dice().mean(), recipe.scoreMomentum());
        boolean best = score.improvesOn(standing.score());
        EpochMetrics metrics = EpochMetrics.of(standing, timetable.rate(), trainingSeconds, validation, score, best);
        log.add(metrics);
        standing.endEpoch(score, metrics.meanPseudoDice());
        if (patches.arePlanned()) {
            // What smaller ones came to says nothing about how much is still to be learnt from these.
            ending.consider(standing, metrics.epoch(), validation.dice(), timetable.scheduledRate(), log);
        }
        if (best || checkpoints.isCheap()) {
            checkpoint();
        }
        if (best) {
            checkpoints.latestIsBest();
        }
        line.epochEnded(standing, metrics);
        epochEnded.run();
    }

    private void checkpoint() {
        checkpoints.writeLatest(standing.picture(), learner.tensors());
    }

    private DecathleteException interrupted() throws Divergence {
        steps.settle();
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
