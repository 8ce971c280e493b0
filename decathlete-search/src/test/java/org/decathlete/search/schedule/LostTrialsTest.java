package org.decathlete.search.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import org.decathlete.search.ranking.PublishedRanking;
import org.decathlete.search.space.Configuration;
import org.decathlete.search.space.Parameter;
import org.decathlete.search.space.SearchSpace;
import org.decathlete.search.study.Study;
import org.decathlete.search.study.StudySettings;
import org.decathlete.search.trial.Objective;
import org.decathlete.search.trial.Outcome;
import org.decathlete.search.trial.Trial;
import org.decathlete.search.trial.TrialState;
import org.decathlete.testkit.Properties;
import org.junit.jupiter.api.Test;

/** Who has lost for good, so that what it left behind can go. */
class LostTrialsTest {
    /** Small, so that configurations come again. */
    private static final SearchSpace SPACE = SearchSpace.of(Parameter.integer("n", 1, 60));

    private static final Objective LOSS = Objective.minimize("loss").failingFrom(0.9);
    private static final Hyperband HYPERBAND = Hyperband.of(1, 9, 3).repeated(2);

    private static List<StudySettings> studies(long seed) {
        List<StudySettings> all = new ArrayList<>();
        for (Scheduler scheduler : List.of(
                HYPERBAND,
                new InformedHyperband(HYPERBAND, "from"),
                new SuccessiveHalving(Levels.between(1, 9, 3), 14, 3))) {
            all.add(StudySettings.of(SPACE, scheduler, LOSS)
                    .startingWith(List.of(SPACE.typical()))
                    .seeded(seed));
        }
        all.add(StudySettings.of(SPACE, HYPERBAND, LOSS, Objective.minimize("cost"))
                .with(new PublishedRanking())
                .seeded(seed));
        return all;
    }

    private static Outcome evaluate(SplittableRandom random) {
        if (random.nextInt(5) == 0) {
            return Outcome.failed(TrialState.OUT_OF_MEMORY, "");
        }
        return Outcome.of(Map.of("loss", random.nextDouble(), "cost", random.nextDouble(), "from", 2.0));
    }

    @Test
    void noneOfThemIsEverContinued() {
        Properties.forAll(1, 25, random -> {
            for (StudySettings settings : studies(random.nextLong())) {
                follow(settings, 1 + random.nextInt(4), random);
            }
        });
    }

    private static void follow(StudySettings settings, int workers, SplittableRandom random) {
        Study study = new Study(settings);
        Set<Integer> lost = new HashSet<>();
        List<Trial> running = new ArrayList<>();
        while (!study.finished()) {
            Optional<Trial> next = running.size() < workers ? study.ask() : Optional.empty();
            if (next.isPresent()) {
                running.add(next.get());
                Integer parent = next.get().parent();
                if (parent != null) {
                    assertThat(lost).doesNotContain(parent);
                }
            } else {
                Trial trial = running.remove(random.nextInt(running.size()));
                study.tell(trial.id(), evaluate(random));
            }
            study.lost().forEach(trial -> lost.add(trial.id()));
            assertThat(study.lost()).allSatisfy(trial -> {
                assertThat(trial.state().ended()).isTrue();
                assertThat(running).noneMatch(one -> one.configuration().equals(trial.configuration()));
            });
        }
        int top = settings.scheduler().levels().top();
        Set<Configuration> finalists = new HashSet<>();
        study.trials().stream()
                .filter(trial -> trial.level() == top)
                .forEach(trial -> finalists.add(trial.configuration()));
        // In the end all have lost but those that reached the full budget.
        assertThat(study.lost())
                .isEqualTo(study.trials().stream()
                        .filter(trial -> !finalists.contains(trial.configuration()))
                        .toList());
        assertThat(study.lost()).isNotEmpty();
    }

    @Test
    void aLevelIsLostWhenThoseThatGoOnAreChosen() {
        Study study = new Study(StudySettings.of(SPACE, Hyperband.of(1, 9, 3), Objective.minimize("loss")));
        for (int i = 0; i < 9; i++) {
            int id = study.ask().orElseThrow().id();
            assertThat(study.lost()).isEmpty();
            study.tell(id, Outcome.of("loss", id));
        }
        for (int i = 0; i < 3; i++) {
            assertThat(study.lost()).isEmpty();
            assertThat(study.ask().orElseThrow().parent()).isEqualTo(i);
        }
        assertThat(study.lost()).extracting(Trial::id).containsExactly(3, 4, 5, 6, 7, 8);
    }

    @Test
    void whoeverMayAlwaysBeContinuedIsNeverLost() {
        Study study = new Study(StudySettings.of(
                SPACE, new AsynchronousHalving(Levels.between(1, 9, 3), 30), Objective.minimize("loss")));
        for (int i = 0; i < 30; i++) {
            int id = study.ask().orElseThrow().id();
            study.tell(id, Outcome.of("loss", id));
        }
        assertThat(study.lost()).isEmpty();
    }
}
