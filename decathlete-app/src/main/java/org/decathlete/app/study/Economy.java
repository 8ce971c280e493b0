package org.decathlete.app.study;

import java.util.Optional;
import org.decathlete.search.study.StudySettings;

/**
 * How a search saves. What is empty is decided by its mode and recipe.
 *
 * @param portfolio whether published incumbents of other datasets are tried first
 * @param stopping whether trials without prospects are ended when half of their budget is spent
 */
public record Economy(Optional<Boolean> portfolio, Optional<Boolean> stopping) {
    /** What is done unless the user says otherwise. */
    public static final Economy USUAL = new Economy(Optional.empty(), Optional.empty());

    private static final String STOPPING = "decathlete-stop-hopeless";
    private static final String ON = "on";

    /** Settings that say whether hopeless trials are ended. */
    static StudySettings stopping(StudySettings settings, boolean stopping) {
        return stopping ? settings.noted(STOPPING, ON) : settings;
    }

    /** Whether hopeless trials of a study are ended. */
    static boolean isStopping(StudySettings settings) {
        return ON.equals(settings.notes().get(STOPPING));
    }
}
