package org.decathlete.search.sampler;

/** Proposes configurations. Implementations are records without state: equal situations give equal proposals. */
public interface Sampler {

    /** The configuration to start next. */
    Proposal propose(Situation situation);
}
