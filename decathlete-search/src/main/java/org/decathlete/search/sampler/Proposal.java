package org.decathlete.search.sampler;

import org.decathlete.search.space.Configuration;
import org.decathlete.search.trial.Origin;

/** A configuration and where it came from. */
public record Proposal(Configuration configuration, Origin origin) {}
