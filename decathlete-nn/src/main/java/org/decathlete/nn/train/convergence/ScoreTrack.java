package org.decathlete.nn.train.convergence;

import java.util.ArrayList;
import java.util.List;

/**
 * What the {@link ConvergenceMonitor} remembers from epoch to epoch, in the checkpoint.
 *
 * @param points scores in order, no older than a later look can need
 * @param lookedAt how much of the budget was used up at the last look, 0 before the first
 */
public record ScoreTrack(List<ScorePoint> points, double lookedAt) {
    /** Before the first epoch. */
    public static final ScoreTrack NONE = new ScoreTrack(List.of(), 0);

    public ScoreTrack {
        points = List.copyOf(points);
    }

    /** After one more epoch; points before {@code oldest} are forgotten. */
    public ScoreTrack with(ScorePoint point, double oldest) {
        List<ScorePoint> kept = new ArrayList<>(
                points.stream().filter(one -> one.used() >= oldest).toList());
        kept.add(point);
        return new ScoreTrack(kept, lookedAt);
    }

    /** After a look. */
    public ScoreTrack looked(double used) {
        return new ScoreTrack(points, used);
    }
}
