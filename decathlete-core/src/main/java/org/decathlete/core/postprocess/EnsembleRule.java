package org.decathlete.core.postprocess;

import org.decathlete.core.preprocess.restoration.ProbabilityJoin;

/**
 * How the probabilities of several models become those of their ensemble. Implementations are found by
 * {@link java.util.ServiceLoader}: a jar that lists one under
 * {@code META-INF/services/org.decathlete.core.postprocess.EnsembleRule} adds it to every command. They have no state and are
 * used by several threads.
 */
public interface EnsembleRule extends ProbabilityJoin.Rule {

    /** The name in files and on the command line, such as {@code mean}. */
    String name();
}
