package org.decathlete.search.trial;

/** Where a configuration came from. A promoted trial keeps the origin of its configuration. */
public enum Origin {
    /** Given by whoever set up the study, such as the default. */
    GIVEN,
    /** Did well elsewhere. */
    PORTFOLIO,
    /** Uniform. */
    RANDOM,
    /** A point of a low-discrepancy sequence. */
    SOBOL,
    /** Drawn from what was believed beforehand. */
    PRIOR,
    /** A change of the incumbent. */
    INCUMBENT,
    /** Proposed by a model of the results. */
    MODEL
}
