package org.decathlete.search.example;

import static org.decathlete.search.space.Parameter.categorical;
import static org.decathlete.search.space.Parameter.integer;
import static org.decathlete.search.space.Parameter.real;

import java.util.List;
import org.decathlete.search.sampler.TreeParzen;
import org.decathlete.search.schedule.FullBudget;
import org.decathlete.search.space.Confidence;
import org.decathlete.search.space.Configuration;
import org.decathlete.search.space.SearchSpace;
import org.decathlete.search.store.StoredStudy;
import org.decathlete.search.store.StudyStore;
import org.decathlete.search.store.StudyStores;
import org.decathlete.search.store.StudyWorker;
import org.decathlete.search.study.StudySettings;
import org.decathlete.search.trial.Objective;
import org.decathlete.search.trial.Outcome;
import org.decathlete.search.trial.Trial;

/** What the README shows; a test compares the two. */
final class ForestExample {

    private ForestExample() {}

    static Trial tune(Forest.Data data, String address) throws InterruptedException {
        // README begins
        SearchSpace space = SearchSpace.of(
                integer("trees", 1, 60).log().believed(30, Confidence.LOW),
                integer("depth", 1, 12),
                real("features", 0.1, 1),
                categorical("criterion", "gini", "entropy"),
                categorical("rows", "all", "bootstrap").believed("bootstrap", Confidence.MEDIUM),
                real("share", 0.1, 1).when("rows", "bootstrap"));
        StudySettings settings = StudySettings.of(space, FullBudget.of(40), Objective.minimize("error"))
                .with(new TreeParzen())
                .startingWith(List.of(space.typical()));
        try (StudyStore store = StudyStores.open(address)) {
            StoredStudy study = store.open("forest", settings);
            new StudyWorker(study, "me", trial -> {
                        Configuration c = trial.configuration();
                        double share = c.has("share") ? c.real("share") : 1;
                        Forest forest = new Forest(
                                c.integer("trees"), c.integer("depth"), c.real("features"), c.text("criterion"), share);
                        return Outcome.of("error", forest.crossValidate(data, 5));
                    })
                    .run();
            return study.best().orElseThrow();
        }
        // README ends
    }
}
