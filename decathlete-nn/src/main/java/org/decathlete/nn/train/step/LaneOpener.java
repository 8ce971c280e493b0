package org.decathlete.nn.train.step;

import java.util.function.Consumer;
import org.decathlete.nn.tensor.LaneThreads;

/** Opens the lanes of a training, and says once where the system refuses them their threads. */
public final class LaneOpener {
    private final LaneThreads.Start start;
    private final Consumer<String> say;
    private boolean said;

    /** @param say told, once, where the system refuses threads */
    public LaneOpener(Consumer<String> say) {
        this(LaneThreads::of, say);
    }

    LaneOpener(LaneThreads.Start start, Consumer<String> say) {
        this.start = start;
        this.say = say;
    }

    /** Lanes that share out all threads evenly, {@code most} of them at most; one where the system starts no more threads. */
    Lanes open(int threads, int most) {
        LaneThreads lanes = start.lanes(threads, most);
        if (lanes.refused() && !said) {
            said = true;
            say.accept("WARNING: the system starts no more threads; the samples of a batch go through the network in"
                    + " turn, with other last digits than side by side");
        }
        return new Lanes(lanes);
    }
}
