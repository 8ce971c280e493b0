package org.decathlete.nn.train;

import org.decathlete.core.run.DecathleteException;
import org.decathlete.core.run.Progress;
import org.decathlete.nn.train.batch.OutOfMemory;
import org.decathlete.nn.train.checkpoint.Checkpoints;
import org.decathlete.nn.train.log.MemoryEvent;
import org.decathlete.nn.train.log.MetricsLog;
import org.decathlete.nn.train.state.PassLimit;
import org.decathlete.nn.train.state.Standing;
import org.decathlete.nn.train.step.Learner;

/**
 * Goes on when memory runs out: half as many samples go through the network at once from then on, and what failed is done again. A
 * checkpoint is written at once, so that a resumed training does the same from the same step on.
 */
final class MemoryRelief {
    private final Learner learner;
    private final Standing standing;
    private final Checkpoints checkpoints;
    private final Progress progress;

    MemoryRelief(Learner learner, Standing standing, Checkpoints checkpoints, Progress progress) {
        this.learner = learner;
        this.standing = standing;
        this.checkpoints = checkpoints;
        this.progress = progress;
    }

    /** Takes up what a checkpoint knows of earlier shortages. */
    void resume() {
        PassLimit known = standing.decisions().passes();
        if (known != null) {
            learner.limitPasses(known.samples());
        }
    }

    /**
     * Halves what was in work when memory ran out.
     *
     * @throws DecathleteException of kind RESOURCE when that is a single sample already
     */
    void relieve(OutOfMemory shortage, MetricsLog log) {
        int before = shortage.samplesInWork();
        if (before == 1) {
            throw shortage.explanation();
        }
        learner.limitPasses(before / 2);
        PassLimit known = standing.decisions().passes();
        PassLimit limit = new PassLimit(before / 2, known == null ? 1 : known.shortages() + 1);
        standing.decide(standing.decisions().withPasses(limit));
        log.add(new MemoryEvent("out_of_memory", limit.shortages(), standing.iteration(), before, limit.samples()));
        checkpoints.writeLatest(standing.picture(), learner.tensors());
        progress.say("memory ran out at iteration " + standing.iteration() + " with " + before
                + " samples at once; from now on no more than " + limit.samples() + " are in work at a time, "
                + (learner.isSeparable()
                        ? "which gives the same gradients"
                        : "whose gradients are added; sums over the batch then run over these"));
    }
}
