package org.decathlete.app.tune.network;

import java.util.List;
import java.util.Map;
import org.decathlete.search.space.Configuration;
import org.decathlete.search.space.Parameter;

/** What is searched about the network. */
public interface ArchitectureSpace {

    /** What can be chosen; conditions stay among these. */
    List<Parameter> parameters();

    /** The network that a configuration of these parameters, and others, describes, and what it is trained on. */
    Architecture architecture(Configuration configuration);

    /** Values by the names of Auto-nnU-Net's parameters of a network as a whole, under the names of these. */
    default Map<String, Object> translated(Configuration published) {
        return published.values();
    }

    /**
     * Auto-nnU-Net's: kind, depth, width and units of the whole network, whose patch and batch follow as nnU-Net plans them.
     *
     * @throws org.decathlete.core.run.DecathleteException of kind USAGE when the planned network has other widths than were searched
     */
    static ArchitectureSpace published(Architecture planned, NetworkPlanner planner) {
        return new PublishedScaling(planned, planner);
    }

    /**
     * Ours around any planned network: kind, depth, width and units, as far as memory goes; the patch stays.
     *
     * @throws org.decathlete.core.run.DecathleteException of kind RESOURCE when the bound does not even hold the planned network with
     *     every activation
     */
    static ArchitectureSpace corrected(Architecture planned, MemoryBound bound) {
        return CorrectedScaling.of(planned, bound);
    }

    /** Nothing is searched. */
    static ArchitectureSpace fixed(Architecture only) {
        return new ArchitectureSpace() {
            @Override
            public List<Parameter> parameters() {
                return List.of();
            }

            @Override
            public Architecture architecture(Configuration configuration) {
                return only;
            }
        };
    }
}
