package org.decathlete.app.finals;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.decathlete.app.project.NestedSplit;
import org.decathlete.core.run.Json;
import org.decathlete.nn.train.settings.Budget;

/**
 * What finals are to train, decided once after the search and kept in {@code WORK/finals/}, so that a command that was killed goes on with
 * the same.
 *
 * @param study name of the study whose candidates they are
 * @param nested which cases choose, and which are kept aside
 * @param budget of each training
 * @param ensembles whether pairs are joined, too
 * @param finals the default first
 * @param done whether all of it came to its end
 * @param joined names of the pairs that there was time to join, once it is done: given again later, the command must not find time for others
 * @param failed what became of finals that failed, by their names, once it is done: they are not trained again
 */
public record FinalsPlan(
        String study,
        NestedSplit nested,
        Budget budget,
        boolean ensembles,
        List<FinalChoice> finals,
        boolean done,
        List<String> joined,
        Map<String, String> failed) {
    private static final String FORMAT = "decathlete-finals-plan";
    private static final int VERSION = 1;
    private static final String FILE = "plan.json";

    /** More would tell more of the spread, but hardly choose a better model. */
    static final int MOST_SEEDS = 3;

    public FinalsPlan {
        finals = List.copyOf(finals);
        joined = List.copyOf(joined);
        failed = Collections.unmodifiableMap(new LinkedHashMap<>(failed));
    }

    /** One that is still to be done. */
    FinalsPlan(String study, NestedSplit nested, Budget budget, boolean ensembles, List<FinalChoice> finals) {
        this(study, nested, budget, ensembles, finals, false, List.of(), Map.of());
    }

    private record Stored(String format, int version, FinalsPlan plan) {}

    /**
     * Trainings in the order in which they are worth their time: all candidates, then all with a second seed, then with a third.
     *
     * @param candidates the default first
     * @param trainings at most so many, at least 1
     */
    static List<FinalChoice> seeded(List<FinalChoice> candidates, int trainings) {
        List<FinalChoice> all = new ArrayList<>();
        for (int further = 0; further < MOST_SEEDS; further++) {
            for (FinalChoice one : candidates) {
                if (all.size() < trainings) {
                    all.add(further == 0 ? one : one.seeded(one.seed() + further));
                }
            }
        }
        return all;
    }

    /** The plan of an earlier start; empty where nothing was decided yet. */
    static Optional<FinalsPlan> find(Path folder) {
        return DecisionFile.find(folder.resolve(FILE), FORMAT, VERSION, Stored.class, "the finals are decided anew")
                .map(Stored::plan);
    }

    FinalsPlan written(Path folder) {
        Json.write(folder.resolve(FILE), new Stored(FORMAT, VERSION, this));
        return this;
    }

    /** The same, done, with the pairs that were joined and the finals that failed. */
    FinalsPlan ended(Finals.Result result) {
        return new FinalsPlan(study, nested, budget, ensembles, finals, true, result.joined(), result.failed());
    }
}
