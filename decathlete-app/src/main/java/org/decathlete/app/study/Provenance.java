package org.decathlete.app.study;

import java.util.Optional;
import org.decathlete.search.sampler.Portfolio;
import org.decathlete.search.sampler.Portfolio.Suggestion;
import org.decathlete.search.study.StudySettings;
import org.decathlete.search.trial.Origin;
import org.decathlete.search.trial.Trial;
import org.jspecify.annotations.Nullable;

/** Where the configurations of a portfolio were found. */
final class Provenance {

    private Provenance() {}

    /** Such as {@code D03 (hpo-nas)}; null for a trial of another origin. */
    static @Nullable String of(StudySettings settings, Trial trial) {
        return suggestion(settings, trial).map(Suggestion::source).orElse(null);
    }

    /** What the portfolio of a study says of a trial that it proposed. */
    static Optional<Suggestion> suggestion(StudySettings settings, Trial trial) {
        return trial.origin() == Origin.PORTFOLIO && settings.sampler() instanceof Portfolio portfolio
                ? portfolio.suggestion(trial.configuration())
                : Optional.empty();
    }
}
