package org.decathlete.nn.train.step;

import org.decathlete.nn.tensor.Precision;
import org.decathlete.nn.train.settings.RunSettings;

/** How batches go through the network at present: in which precision, how many samples at once, how many passes side by side. */
final class BatchDivision implements AutoCloseable {
    private final RunSettings settings;
    private final PassRule rule;
    private final int asked;
    private final LaneOpener opener;
    private Precision precision;
    private int most = Integer.MAX_VALUE;
    private Lanes lanes;

    /**
     * @param asked how many samples go through the network at once, at least, all passes in turn; 0 leaves both to the rule
     * @param opener opens the lanes
     */
    BatchDivision(RunSettings settings, PassRule rule, int asked, LaneOpener opener) {
        this.settings = settings;
        this.rule = rule;
        this.asked = asked;
        this.opener = opener;
        this.precision = settings.precision();
        this.lanes = open();
    }

    private Lanes open() {
        return opener.open(settings.threads(), asked == 0 ? rule.lanes(precision, most) : 1);
    }

    private void reopen() {
        lanes.close();
        lanes = open();
    }

    /** What forward passes are computed in. */
    Precision precision() {
        return precision;
    }

    /** Another precision from now on. */
    void computeIn(Precision other) {
        precision = other;
        reopen();
    }

    /** No more samples in work at once from now on, in validation either. */
    void limit(int samples) {
        most = samples;
        reopen();
    }

    Lanes lanes() {
        return lanes;
    }

    /** Bounds of the parts of a batch that is learnt from. */
    int[] parts(int samples) {
        return lanes.parts(samples, new Passes(asked == 0 ? rule.samplesPerPass(precision) : asked, most));
    }

    /** Bounds of the parts of a batch that is judged: as few as memory allows. */
    int[] judgedParts(int samples) {
        return lanes.parts(samples, new Passes(samples, most));
    }

    /** How many samples are in work at once where a batch is divided so. */
    int inWork(int[] parts) {
        return lanes.inWork(parts);
    }

    @Override
    public void close() {
        lanes.close();
    }
}
