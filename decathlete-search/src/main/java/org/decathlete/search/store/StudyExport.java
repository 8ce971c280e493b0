package org.decathlete.search.store;

import java.util.List;
import org.decathlete.search.format.StudyFormat;
import org.decathlete.search.study.Study;
import org.decathlete.search.study.StudySettings;
import org.decathlete.search.trial.Trial;

/**
 * A whole study as one value, to be written as JSON and put into another store. Trials that run are taken along as given back, so that
 * whoever asks in the new store first evaluates them anew.
 *
 * @param name of the study
 * @param settings of the study
 * @param trials in the order of their ids
 */
public record StudyExport(String name, StudySettings settings, List<TrialRecord> trials) {
    private static final String FORMAT = "decathlete-study-export";

    /** Refuses trials that cannot be those of such a study. */
    public StudyExport {
        trials = List.copyOf(trials);
        List<Trial> plain = trials.stream().map(TrialRecord::trial).toList();
        // A study refuses ids that are not consecutive and parents that are not there.
        for (Trial trial : new Study(settings, plain).trials()) {
            try {
                settings.space().check(trial.configuration());
                settings.check(trial.id(), trial.outcome());
            } catch (IllegalArgumentException e) {
                throw new IllegalArgumentException(
                        "trial " + trial.id() + " does not fit the settings of study " + name + ": " + e.getMessage(),
                        e);
            }
        }
    }

    /** All that a store knows of a study. */
    public static StudyExport of(StoredStudy study) {
        return new StudyExport(study.name(), study.settings(), study.records());
    }

    /** Reads what {@link #json} writes. */
    public static StudyExport read(String json, StudyFormat format) {
        return format.content(FORMAT, json, StudyExport.class);
    }

    /** One line that names format and version. */
    public String json(StudyFormat format) {
        return format.document(FORMAT, this);
    }

    /** The same study under another name. */
    public StudyExport named(String other) {
        return new StudyExport(other, settings, trials);
    }

    /**
     * Makes the study in a store.
     *
     * @throws StoreException if there is one of this name; nothing of it is changed
     */
    public StoredStudy into(StudyStore store) {
        if (!store.create(name, settings)) {
            throw new StoreException("study " + name + " is there already; import it under another name");
        }
        store.exclusively(name, access -> {
            trials.stream()
                    .map(trial -> trial.running() ? trial.released(access.now()) : trial)
                    .forEach(access::put);
            return trials.size();
        });
        return store.open(name);
    }
}
