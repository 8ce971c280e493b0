package org.decathlete.app.study;

import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalDouble;
import org.decathlete.app.training.RunRequest;
import org.decathlete.app.training.TrainRequest;
import org.decathlete.app.tune.SpaceKind;
import org.decathlete.core.candidate.OptimizerSpec;
import org.decathlete.core.candidate.TrainingRecipe;
import org.decathlete.core.run.DecathleteException;
import org.decathlete.core.run.Hash;
import org.decathlete.core.run.Json;
import org.decathlete.nn.train.settings.Budget;

/**
 * What the user asked of a search.
 *
 * @param training what would be trained without a search, on one fold: the candidate that is searched around
 * @param space how much is searched
 * @param mode how
 * @param cost what is weighed against the Dice; empty for the runtime where trials are counted, and nothing otherwise
 * @param seconds for the whole command; empty where trials are counted and all brackets are to be run once
 * @param trials how long trials are trained
 * @param eta one in so many is promoted, at least 2
 * @param store address of the study
 * @param name of the study; empty for one that says what is searched
 * @param nested whether half of the fold's validation cases are kept aside, for finals to be measured on
 * @param economy how it saves
 * @param raceFolds on how many folds a trial is judged at most, the higher its budget the more; 1 for the fold of {@code training} alone
 */
public record SearchRequest(
        TrainRequest training,
        SpaceKind space,
        SearchMode mode,
        Optional<Cost> cost,
        OptionalDouble seconds,
        TrialBudgetRequest trials,
        int eta,
        String store,
        Optional<String> name,
        boolean nested,
        Economy economy,
        int raceFolds) {

    /** One that judges on all validation cases of its one fold, and saves as usual. */
    public SearchRequest(
            TrainRequest training,
            SpaceKind space,
            SearchMode mode,
            Optional<Cost> cost,
            OptionalDouble seconds,
            TrialBudgetRequest trials,
            int eta,
            String store,
            Optional<String> name) {
        this(training, space, mode, cost, seconds, trials, eta, store, name, false, Economy.USUAL, 1);
    }

    /** The same with cases kept aside for finals. */
    public SearchRequest keepingCasesAside() {
        return new SearchRequest(
                training, space, mode, cost, seconds, trials, eta, store, name, true, economy, raceFolds);
    }

    public SearchRequest {
        if (eta < 2) {
            throw DecathleteException.usage("--eta " + eta + ": expected at least 2");
        }
        if (training.folds().size() != 1) {
            throw DecathleteException.usage("--fold: a search judges all trials on the same fold; give one");
        }
        if (raceFolds < 1) {
            throw DecathleteException.usage("--race-folds " + raceFolds + ": expected at least 1");
        }
        if (seconds.isEmpty() && !trials.isCounted()) {
            throw DecathleteException.usage("a search by the clock needs --budget");
        }
        if (cost.equals(Optional.of(Cost.RUNTIME)) && !trials.isCounted()) {
            throw DecathleteException.usage(
                    "--objective runtime: trials whose budgets are seconds all run equally long; count them with "
                            + "--trial-epochs, or weigh parameters, multiply-adds or memory");
        }
    }

    /** The work folder. */
    public Path work() {
        return training.work();
    }

    /** The fold whose cases are trained and judged on, or the first of several. */
    public String fold() {
        return training.folds().get(0);
    }

    /** Device, precision, threads and seed. */
    public RunRequest.Engine engine() {
        return training.engine();
    }

    /** The whole training of a trial as far as that is asked for; empty where it is to be derived from the time of the search. */
    Optional<Budget> asked(TrainingRecipe recipe) {
        if (trials.epochs().isPresent()) {
            return Optional.of(new Budget.Epochs(
                    trials.epochs().getAsInt(), trials.iterations().orElse(recipe.iterationsPerEpoch())));
        }
        return trials.seconds().isPresent()
                ? Optional.of(new Budget.WallClock(trials.seconds().getAsDouble()))
                : Optional.empty();
    }

    /** What is weighed against the Dice. */
    Cost weighed() {
        return cost.orElse(trials.isCounted() ? Cost.RUNTIME : Cost.NONE);
    }

    /**
     * Whether published incumbents come first. Unless the user says so, only around a recipe that trains with SGD as they were trained: what
     * a thousand epochs of SGD have shown tells little of others, and in minutes SGD with their momenta hardly gets going. The published
     * mode repeats a search that had none.
     */
    boolean usesPortfolio(TrainingRecipe recipe) {
        return economy.portfolio()
                .orElse(mode == SearchMode.CORRECTED && recipe.optimizer() instanceof OptimizerSpec.Sgd);
    }

    /** Whether hopeless trials are ended; unless the user says so, not in the published mode, which had nothing of the kind. */
    boolean stopsHopeless() {
        return economy.stopping().orElse(mode == SearchMode.CORRECTED);
    }

    /** Whether the default's learning curve says where brackets begin: where the user does not. */
    boolean learnsLowestBudget() {
        return mode == SearchMode.CORRECTED
                && trials.lowestSeconds().isEmpty()
                && trials.lowestEpochs().isEmpty();
    }

    /** The name of the study: as given, or one that other requests do not have. */
    public String study() {
        return name.orElseGet(() -> space
                + (nested ? "-nested" : "")
                + (mode == SearchMode.PUBLISHED ? "-" + mode : "")
                + (fold().equals("0") ? "" : "-fold" + fold())
                + (raceFolds == 1 ? "" : "-race" + raceFolds)
                + (engine().seed() == 0 ? "" : "-seed" + engine().seed()));
    }

    /** Equal for commands that ask for the same, with however many threads. */
    public String id() {
        return Hash.of(
                (nested ? "nested search" : "search") + (raceFolds == 1 ? "" : " on " + raceFolds + " folds"),
                training.id(),
                space.name(),
                mode.name(),
                weighed().name(),
                Json.canonical(seconds),
                Json.canonical(trials),
                String.valueOf(eta),
                store,
                study(),
                Json.canonical(economy));
    }
}
