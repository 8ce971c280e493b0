package org.decathlete.app.cli;

import java.nio.file.Path;
import java.util.function.Function;
import org.decathlete.app.folds.PlannedWork;
import org.decathlete.app.study.SearchStudy;
import org.decathlete.core.run.DecathleteException;
import org.decathlete.core.run.Progress;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Which study, of those that {@code search} has made. */
final class SearchStudyOptions {
    @Mixin
    private StudyOptions study = new StudyOptions();

    @Option(
            names = "--work",
            paramLabel = "DIR",
            description =
                    "the search's work folder; only of use with --mode published, where networks are planned anew")
    private @Nullable Path work;

    /** Does something with the study and its candidates. */
    <T> T open(Function<SearchStudy, T> body) {
        return study.open(stored -> body.apply(SearchStudy.of(stored, this::planned)));
    }

    private PlannedWork planned() {
        if (work == null) {
            throw DecathleteException.usage(
                    "--work is missing: the networks of a published search are planned from its data");
        }
        return PlannedWork.open(work, Runtime.getRuntime().availableProcessors(), Progress.silent());
    }
}
