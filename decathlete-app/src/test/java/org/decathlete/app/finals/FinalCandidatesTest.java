package org.decathlete.app.finals;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.decathlete.app.study.BracketPlan;
import org.decathlete.app.study.SearchMode;
import org.decathlete.app.study.SearchPlan;
import org.decathlete.app.study.SearchStudy;
import org.decathlete.app.study.StudyFindings;
import org.decathlete.app.study.TrialBudgetRequest;
import org.decathlete.app.tune.CandidateCost;
import org.decathlete.app.tune.Planned;
import org.decathlete.app.tune.SegmentationSpace;
import org.decathlete.app.tune.SpaceKind;
import org.decathlete.app.tune.TrialEvaluator;
import org.decathlete.app.tune.network.MemoryBound;
import org.decathlete.core.candidate.Candidate;
import org.decathlete.nn.train.settings.Budget;
import org.decathlete.search.store.StoredStudy;
import org.decathlete.search.store.StudyStore;
import org.decathlete.search.store.StudyStores;
import org.decathlete.search.store.StudyWorker;
import org.decathlete.search.study.StudySettings;
import org.decathlete.search.trial.Objective;
import org.decathlete.search.trial.Origin;
import org.decathlete.search.trial.Outcome;
import org.decathlete.search.trial.Trial;
import org.junit.jupiter.api.Test;

/** Of a study of six trials: the default, two low ones of which one is promoted, and two more at the top. */
class FinalCandidatesTest {
    private static final Candidate PLANNED = Planned.HIPPOCAMPUS.candidate();
    private static final MemoryBound BOUND = MemoryBound.relativeTo(PLANNED, 4, 4);

    private static Outcome figures(double loss, double cost) {
        return Outcome.of(Map.of(TrialEvaluator.LOSS, loss, CandidateCost.MULTIPLY_ADDS_PER_VOXEL, cost));
    }

    /** Picks among trials with such outcomes. */
    private static List<FinalChoice> picked(int most, Function<Trial, Outcome> outcomes) throws InterruptedException {
        SegmentationSpace space = SegmentationSpace.corrected(SpaceKind.HPO, PLANNED, BOUND);
        TrialBudgetRequest budgets = new TrialBudgetRequest(
                OptionalDouble.empty(),
                OptionalDouble.empty(),
                OptionalInt.of(4),
                OptionalInt.of(2),
                OptionalInt.empty());
        StudySettings settings = StudySettings.of(
                        space.space(),
                        BracketPlan.counted(budgets, 2).hyperband(true),
                        Objective.minimize(TrialEvaluator.LOSS).failingFrom(1))
                .startingWith(List.of(space.standard()));
        SearchPlan plan = new SearchPlan(
                SpaceKind.HPO,
                SearchMode.CORRECTED,
                PLANNED,
                BOUND,
                "0",
                "data",
                new Budget.Epochs(4, 1),
                0,
                List.of(),
                List.of());
        try (StudyStore store = StudyStores.memory()) {
            StoredStudy stored = store.open("six", settings);
            new StudyWorker(stored, "one", outcomes::apply).run();
            // What found nothing is not promoted.
            assertThat(stored.trials()).hasSizeBetween(5, 6);
            return new FinalCandidates(new SearchStudy(stored, plan, space), StudyFindings.of(stored)).pick(most, 3);
        }
    }

    private static List<String> names(List<FinalChoice> choices) {
        return choices.stream().map(FinalChoice::name).toList();
    }

    @Test
    void theDefaultThenEachForWhatItIs() throws InterruptedException {
        AtomicInteger atTheTop = new AtomicInteger();
        Function<Trial, Outcome> outcomes = trial -> {
            if (trial.origin() == Origin.GIVEN) {
                return figures(0.20, 100);
            }
            if (trial.parent() != null) {
                return figures(0.10, 60);
            }
            if (trial.level() == 0) {
                return figures(0.30 - 0.01 * trial.id(), 60);
            }
            return atTheTop.getAndIncrement() % 2 == 0 ? figures(0.104, 40) : figures(0.15, 30);
        };
        List<FinalChoice> all = picked(5, outcomes);
        assertThat(names(all))
                .containsExactly(
                        "default",
                        "trial 3, the best",
                        "trial 4, the cheapest within 0.005 of the best",
                        "trial 5, the cheapest that is no worse than the default");
        assertThat(all.get(0).candidate().id()).isEqualTo(PLANNED.id());
        assertThat(all.get(0).trial()).isZero();
        assertThat(all.get(0).differences()).isEqualTo("nothing");
        assertThat(all.get(1).differences()).contains("default");
        assertThat(all).allMatch(choice -> choice.seed() == 3);
        assertThat(names(picked(1, outcomes))).containsExactly("default", "trial 3, the best");
    }

    @Test
    void whatHasSeveralMeritsIsTrainedOnceAndTheNextBestFillUp() throws InterruptedException {
        List<FinalChoice> all = picked(
                3,
                trial -> trial.origin() == Origin.GIVEN
                        ? figures(0.2, 100)
                        : figures(0.5 - 0.08 * trial.id(), 50 - trial.id()));
        assertThat(names(all))
                .containsExactly(
                        "default",
                        "trial 5, the best and the cheapest within 0.005 of the best and the cheapest that is no worse than"
                                + " the default",
                        "trial 4, among the next best",
                        "trial 3, among the next best");
    }

    @Test
    void whatFoundNothingIsNoFinal() throws InterruptedException {
        assertThat(names(picked(3, trial -> trial.origin() == Origin.GIVEN ? figures(0.2, 100) : figures(1, 50))))
                .containsExactly("default");
    }
}
