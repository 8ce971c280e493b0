package org.decathlete.app.tune;

import java.util.List;
import org.decathlete.search.space.Configuration;
import org.decathlete.search.space.Parameter;

/** What is searched about the network. */
interface ArchitectureSpace {

    /** What can be chosen; conditions stay among these. */
    List<Parameter> parameters();

    /** The network that a configuration of these parameters, and others, describes, and what it is trained on. */
    Architecture architecture(Configuration configuration);

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
