package org.decathlete.app.study;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.decathlete.app.report.study.PortfolioEntry;
import org.decathlete.search.sampler.Portfolio;
import org.decathlete.search.sampler.Portfolio.Suggestion;
import org.decathlete.search.sampler.RandomSampler;
import org.decathlete.search.schedule.Levels;
import org.decathlete.search.schedule.SuccessiveHalving;
import org.decathlete.search.space.Configuration;
import org.decathlete.search.space.Parameter;
import org.decathlete.search.space.SearchSpace;
import org.decathlete.search.store.StoredStudy;
import org.decathlete.search.store.StudyStores;
import org.decathlete.search.study.StudySettings;
import org.decathlete.search.trial.Objective;
import org.decathlete.search.trial.Outcome;
import org.decathlete.search.trial.TrialState;
import org.junit.jupiter.api.Test;

class StudyFindingsTest {
    private static final SearchSpace SPACE = SearchSpace.of(Parameter.real("x", 0, 1));
    private static final Portfolio PORTFOLIO =
            new Portfolio(List.of(new Suggestion("D03", "", Configuration.of(Map.of("x", 0.5)))), new RandomSampler());

    private static StoredStudy study() {
        Levels levels = new Levels(List.of(2.0, 4.0, 8.0), 2);
        return StudyStores.memory()
                .open(
                        "study",
                        StudySettings.of(SPACE, new SuccessiveHalving(levels, 4, 1), Objective.minimize("loss"))
                                .with(PORTFOLIO));
    }

    /** The suggestion, second of four, is the best of them, and goes on first. */
    private static List<PortfolioEntry> portfolio(Outcome afterwards) {
        StoredStudy study = study();
        for (int id = 0; id < 4; id++) {
            study.tell(study.ask("worker").orElseThrow(), Outcome.of("loss", id == 1 ? 0.125 : 0.5));
        }
        study.tell(study.ask("worker").orElseThrow(), afterwards);
        return StudyFindings.of(study).portfolio();
    }

    @Test
    void aSuggestionThatWasStoppedOnItsWayIsShownByWhatItHadBefore() {
        assertThat(portfolio(Outcome.failed(TrialState.STOPPED, "no prospect")))
                .containsExactly(new PortfolioEntry("D03", "", 1, 2, 0.125));
        assertThat(portfolio(Outcome.of("loss", 0.0625))).containsExactly(new PortfolioEntry("D03", "", 4, 4, 0.0625));
        assertThat(portfolio(Outcome.failed(TrialState.NAN, "astray")))
                .containsExactly(new PortfolioEntry("D03", "", 4, 4, null));
    }
}
