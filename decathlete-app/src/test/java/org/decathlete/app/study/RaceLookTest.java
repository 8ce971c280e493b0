package org.decathlete.app.study;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.decathlete.search.schedule.Levels;
import org.decathlete.search.schedule.SuccessiveHalving;
import org.decathlete.search.space.Parameter;
import org.decathlete.search.space.SearchSpace;
import org.decathlete.search.store.StoredStudy;
import org.decathlete.search.store.StudyStores;
import org.decathlete.search.study.StudySettings;
import org.decathlete.search.trial.Objective;
import org.decathlete.search.trial.Outcome;
import org.decathlete.search.trial.Trial;
import org.junit.jupiter.api.Test;

class RaceLookTest {

    private static Map<String, Double> scores(double dice) {
        Map<String, Double> scores = new TreeMap<>();
        for (int i = 0; i < 8; i++) {
            scores.put("case " + i, dice + i / 1000.0);
        }
        return scores;
    }

    /** Two of four go on: two comparisons, and of eight cases all are worse, which is 2 / 256. */
    @Test
    void saysWhoWasBetterAndHowSurely() {
        StudySettings settings = StudySettings.of(
                SearchSpace.of(Parameter.real("x", 0, 1)),
                new SuccessiveHalving(new Levels(List.of(2.0, 4.0), 2), 4, 1),
                Objective.minimize("loss"));
        StoredStudy study = StudyStores.memory().open("study", settings);
        for (double dice : new double[] {0.8, 0.6}) {
            study.tell(
                    study.ask("worker").orElseThrow(),
                    Outcome.of("loss", 1 - dice).withScores(scores(dice)));
        }
        Trial trial = study.ask("worker").orElseThrow().trial();
        RaceLook look = new RaceLook(study);
        assertThat(look.beaten(trial, scores(0.5), 1, 2))
                .contains(
                        "after 1 of 2 folds: Dice 0.1000 below trial 1, so far the last that would be trained further, on"
                                + " the mean of 8 cases (p = 0.00781, one-sided, corrected for 2 comparisons)");
        assertThat(look.beaten(trial, scores(0.7), 1, 2)).isEmpty();
    }
}
