package org.decathlete.app.study;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.decathlete.search.sampler.Portfolio;
import org.decathlete.search.sampler.PriorBand;
import org.decathlete.search.schedule.FullBudget;
import org.decathlete.search.space.Parameter;
import org.decathlete.search.space.SearchSpace;
import org.decathlete.search.study.StudySettings;
import org.decathlete.search.trial.Objective;
import org.junit.jupiter.api.Test;

class ProposalsTest {
    private static final StudySettings SETTINGS =
            StudySettings.of(SearchSpace.of(Parameter.real("x", 0, 1)), FullBudget.of(3), Objective.minimize("loss"));

    @Test
    void eachModeSaysWhatItDoes() {
        assertThat(Proposals.of(SearchMode.CORRECTED.applied(SETTINGS).sampler()))
                .isEqualTo("PriorBand and small changes of the best");
        assertThat(Proposals.of(SearchMode.PUBLISHED.applied(SETTINGS).sampler()))
                .isEqualTo("PriorBand");
    }

    @Test
    void aPortfolioComesBeforeTheOthers() {
        assertThat(Proposals.of(new Portfolio(List.of(), new PriorBand()))).isEqualTo("the portfolio, PriorBand");
    }
}
