package org.decathlete.search.store;

import java.util.List;

/**
 * What happened to a study since a revision.
 *
 * @param revision of the last change; what was asked for where there was none
 * @param trials that changed, as they are now, in the order of their ids
 */
public record Changes(long revision, List<TrialRecord> trials) {

    public Changes {
        trials = List.copyOf(trials);
    }
}
