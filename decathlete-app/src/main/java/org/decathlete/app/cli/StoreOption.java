package org.decathlete.app.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Function;
import org.decathlete.core.run.DecathleteException;
import org.decathlete.search.store.StudyStore;
import org.decathlete.search.store.StudyStores;
import picocli.CommandLine.Option;

/** Where studies are kept. */
final class StoreOption {
    @Option(
            names = "--study",
            paramLabel = "FILE_OR_URL",
            required = true,
            description = "study.db of a work folder, or postgresql://user:password@host/database")
    private String study = "";

    String address() {
        return study;
    }

    /** Does something with the store, which is there; only an import makes one. */
    <T> T open(Function<StudyStore, T> work) {
        if (!study.contains(":") && !Files.exists(Path.of(study))) {
            throw DecathleteException.usage("--study " + study + " does not exist; `search` makes one");
        }
        return openOrMake(work);
    }

    /** Does something with the store. */
    <T> T openOrMake(Function<StudyStore, T> work) {
        try (StudyStore store = StudyStores.open(study)) {
            return work.apply(store);
        }
    }
}
