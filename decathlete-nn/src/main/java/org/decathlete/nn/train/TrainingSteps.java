package org.decathlete.nn.train;

import java.util.List;
import org.decathlete.nn.train.batch.OutOfMemory;
import org.decathlete.nn.train.batch.StepBatch;
import org.decathlete.nn.train.batch.StepSource;
import org.decathlete.nn.train.log.MetricsLog;
import org.decathlete.nn.train.state.Divergence;
import org.decathlete.nn.train.state.Standing;
import org.decathlete.nn.train.step.Learner;
import org.decathlete.nn.train.step.StepOutcome;
import org.decathlete.nn.train.step.StepReading;
import org.decathlete.nn.train.step.UnreadSteps;

/** The steps of a training, and what they come to, which is looked at after some of them where nobody has to wait for it. */
final class TrainingSteps {
    /** Where steps are not waited for, what they came to is looked at after so many. */
    private static final int READ_AFTER = 25;

    private final Learner learner;
    private final Standing standing;
    private final Timetable timetable;
    private final Pacing pacing;
    private final MemoryRelief memory;
    private final UnreadSteps unread = new UnreadSteps();

    TrainingSteps(Learner learner, Standing standing, Timetable timetable, Pacing pacing, MemoryRelief memory) {
        this.learner = learner;
        this.standing = standing;
        this.timetable = timetable;
        this.pacing = pacing;
        this.memory = memory;
    }

    /**
     * Takes one step.
     *
     * @param planned whether its patches are of the planned size
     */
    void take(StepSource source, boolean planned, MetricsLog log) throws Divergence, InterruptedException {
        unread.begin();
        try (StepBatch batch = source.next()) {
            unread.add(launch(batch, timetable.rate(), log));
            standing.stepped();
        }
        boolean waits = learner.waits() || pacing.measures() || Double.isNaN(standing.firstLoss());
        if (waits || unread.count() >= READ_AFTER) {
            settle();
        }
        if (pacing.measures()) {
            pacing.stepTook(unread.secondsPerStep(), planned);
        }
    }

    /** A step, again until memory suffices. */
    private StepReading launch(StepBatch batch, double rate, MetricsLog log) throws Divergence {
        while (true) {
            try {
                return learner.launch(batch, rate);
            } catch (OutOfMemory shortage) {
                settle();
                memory.relieve(shortage, log);
            }
        }
    }

    /** Looks at what the steps since the last look came to; no checkpoint may be written before. */
    void settle() throws Divergence {
        if (unread.count() > 0) {
            List<StepOutcome> outcomes = unread.read();
            timetable.stepTook(unread.secondsPerStep());
            for (StepOutcome outcome : outcomes) {
                standing.learned(outcome);
                standing.decide(
                        standing.decisions().withLossScale(learner.lossScaler().scale()));
            }
        }
    }

    /** What the steps since the last look came to will never be looked at. */
    void forget() {
        unread.forget();
    }
}
