package org.decathlete.nn.train;

import org.decathlete.nn.train.batch.Batch;
import org.decathlete.nn.train.batch.BatchLoader;
import org.decathlete.nn.train.batch.OutOfMemory;
import org.decathlete.nn.train.batch.TrainingData;
import org.decathlete.nn.train.checkpoint.Checkpoints;
import org.decathlete.nn.train.log.MetricsLog;
import org.decathlete.nn.train.settings.RunSettings;
import org.decathlete.nn.train.state.Standing;
import org.decathlete.nn.train.step.Learner;
import org.decathlete.nn.train.validation.Validation;
import org.decathlete.nn.train.validation.ValidationTally;

/**
 * Judges the network on plain patches of the validation cases; every epoch sees others, as long as all have as many. What is judged is kept in the checkpoints, so that
 * a validation of many batches goes on after a kill.
 */
final class ValidationRun {
    private final RunSettings settings;
    private final TrainingData data;
    private final Learner learner;
    private final Standing standing;
    private final Checkpoints checkpoints;
    private final MemoryRelief memory;
    private final StopSignal stop;

    /** @param stop when raised, the result is cut short */
    ValidationRun(
            RunSettings settings,
            TrainingData data,
            Learner learner,
            Standing standing,
            Checkpoints checkpoints,
            MemoryRelief memory,
            StopSignal stop) {
        this.settings = settings;
        this.data = data;
        this.learner = learner;
        this.standing = standing;
        this.checkpoints = checkpoints;
        this.memory = memory;
        this.stop = stop;
    }

    /**
     * Judges so many batches, but for those that were judged before; once more from the first where memory runs out.
     *
     * @throws InterruptedException when this thread was interrupted while it waited for a batch
     */
    Validation judge(int batches, MetricsLog log) throws InterruptedException {
        while (true) {
            try {
                return rest(batches);
            } catch (OutOfMemory shortage) {
                standing.judged(null);
                memory.relieve(shortage, log);
            }
        }
    }

    private Validation rest(int batches) throws InterruptedException {
        long first = (long) standing.epoch() * batches;
        try (ValidationTally tally = learner.newTally(standing.validation());
                BatchLoader<Batch> loader = new BatchLoader<>(
                        data.validation()::make, first + tally.batches(), first + batches, settings.loaderThreads())) {
            while (tally.batches() < batches && !stop.isRaised()) {
                learner.validate(loader.next(), tally);
                keep(tally);
            }
            return new Validation(tally.loss() / batches, tally.dice());
        }
    }

    /** Reading the tally may wait for the device. */
    private void keep(ValidationTally tally) {
        boolean due = checkpoints.age() > Checkpoints.LARGEST_AGE;
        if (due || stop.isRaised() || !settings.readsLate()) {
            standing.judged(tally.progress());
        }
        if (due) {
            checkpoints.writeLatest(standing.picture(), learner.tensors());
        }
    }
}
