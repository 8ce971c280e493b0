package org.decathlete.app.tune.grammar;

import org.decathlete.app.tune.network.Architecture;
import org.decathlete.app.tune.network.ArchitectureSpace;
import org.decathlete.app.tune.network.MemoryBound;
import org.decathlete.app.tune.network.NetworkPlanner;

/** Spaces of networks that a grammar builds stage by stage. */
public final class GrammarSpaces {

    private GrammarSpaces() {}

    /** Auto-nnU-Net's around a plain network; a residual encoder has the patch and batch that nnU-Net plans for residual networks. */
    public static ArchitectureSpace published(Architecture planned, NetworkPlanner planner) {
        return GrammarSpace.published(planned, planner);
    }

    /**
     * Ours around any network, with residual decoders, and with no more blocks than memory holds; the patch stays.
     *
     * @throws org.decathlete.core.run.DecathleteException of kind RESOURCE when the bound does not even hold the planned network with
     *     every kind of unit
     */
    public static ArchitectureSpace corrected(Architecture planned, MemoryBound bound) {
        return GrammarSpace.corrected(planned, bound);
    }
}
