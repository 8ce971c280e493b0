package org.decathlete.nn.train;

import org.decathlete.core.run.Progress;
import org.decathlete.nn.tensor.Precision;
import org.decathlete.nn.train.batch.BatchMaker;
import org.decathlete.nn.train.batch.OutOfMemory;
import org.decathlete.nn.train.precision.PrecisionFinding;
import org.decathlete.nn.train.state.Standing;
import org.decathlete.nn.train.step.Learner;

/** Chooses the precision in which a training begins, or goes on. */
final class PrecisionStart {
    private final Learner learner;
    private final Standing standing;
    private final Precision asked;
    private final Progress progress;

    PrecisionStart(Learner learner, Standing standing, Precision asked, Progress progress) {
        this.learner = learner;
        this.standing = standing;
        this.asked = asked;
        this.progress = progress;
    }

    /** Before anything is learnt, on the first batch; where the precision fails, the training is one in float32. */
    void check(BatchMaker batches) {
        if (asked == Precision.FP32) {
            return;
        }
        PrecisionFinding finding;
        try {
            finding = learner.checkPrecision(batches.make(0));
        } catch (OutOfMemory shortage) {
            progress.say("training: " + asked + " was not compared with float32, for which memory does not suffice");
            return;
        }
        standing.decide(standing.decisions().withPrecision(finding));
        if (finding.fellBack()) {
            learner.computeIn(finding.used());
            progress.say("WARNING: training in " + finding
                    + ". It would learn something else; float32 is slower, but right");
        }
    }

    /** Goes on in the precision of a checkpoint; a check made under another request says nothing about this one. */
    void resume() {
        PrecisionFinding finding = standing.decisions().precision();
        if (finding != null && finding.asked() == asked) {
            learner.computeIn(finding.used());
        }
        learner.lossScaler().resume(standing.decisions().lossScale());
    }
}
