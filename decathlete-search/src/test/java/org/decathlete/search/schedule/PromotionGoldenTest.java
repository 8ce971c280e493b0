package org.decathlete.search.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.decathlete.search.ranking.LossRanking;
import org.decathlete.search.ranking.Preference;
import org.decathlete.search.ranking.PublishedRanking;
import org.decathlete.search.ranking.Ranking;
import org.decathlete.search.ranking.RegularizedRanking;
import org.decathlete.search.space.Configuration;
import org.decathlete.search.trial.Origin;
import org.decathlete.search.trial.Trial;
import org.decathlete.search.trial.TrialLog;
import org.decathlete.testkit.Golden;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * Replays the published runs: the schedule asks, the record answers. Where the schedule promotes the trial that was promoted then, the
 * recorded runtime of the continued trial is the runtime before times the ratio of the epochs.
 */
class PromotionGoldenTest {
    private static final Hyperband PUBLISHED = Hyperband.of(10, 1000, 3);
    private static final double TOLERANCE = 0.15;

    /** One promotion: what was continued, and what the record has in the place of the continuation. */
    private record Promotion(int bracket, int level, RecordedHistory.Result before, RecordedHistory.Result after) {
        boolean matches() {
            double expected = before.hours() * after.epochs() / before.epochs();
            return Math.abs(after.hours() / expected - 1) < TOLERANCE;
        }

        /** All but those of the very first level, which holds 27 of so similar runtimes that matches say little. */
        boolean later() {
            return bracket > 0 || level > 1;
        }
    }

    @Test
    void thePublishedRankingReproducesThePublishedPromotions() {
        List<Promotion> later = promotions(new PublishedRanking()).stream()
                .filter(Promotion::later)
                .toList();
        long matches = later.stream().filter(Promotion::matches).count();
        Golden.report("search-histories", later.size() / 32, later.size() / 32);
        assertThat(matches / (double) later.size()).isGreaterThanOrEqualTo(0.99);
    }

    @Test
    void othersDoNot() {
        for (Ranking ranking : List.of(new RegularizedRanking(), new LossRanking())) {
            List<Promotion> later =
                    promotions(ranking).stream().filter(Promotion::later).toList();
            long matches = later.stream().filter(Promotion::matches).count();
            assertThat(matches / (double) later.size()).isLessThan(0.95);
        }
    }

    @Test
    void theRegularizedRankingPromotesNoFailingCandidate() {
        List<Promotion> promotions = promotions(new RegularizedRanking());
        assertThat(promotions)
                .isNotEmpty()
                .noneMatch(promotion -> promotion.before().failing());
        // The published one did, hundreds of times.
        assertThat(promotions(new PublishedRanking()).stream()
                        .filter(promotion -> promotion.before().failing())
                        .count())
                .isGreaterThan(promotions.size() / 20);
    }

    private static List<Promotion> promotions(Ranking ranking) {
        List<Promotion> promotions = new ArrayList<>();
        for (Path file : Golden.files(Golden.suite("search-histories"), ".csv")) {
            promotions.addAll(replay(RecordedHistory.read(file), ranking));
        }
        assertThat(promotions).isNotEmpty();
        return promotions;
    }

    /**
     * Asks the schedule until it is done. A trial has the recorded result of its place: the same bracket, level and position there. A
     * ranking that promotes fewer leaves the last places of a level empty.
     */
    private static List<Promotion> replay(RecordedHistory history, Ranking ranking) {
        Preference preference = new Preference(RecordedHistory.OBJECTIVES, ranking);
        TrialLog log = new TrialLog();
        List<RecordedHistory.Result> results = new ArrayList<>();
        List<Promotion> promotions = new ArrayList<>();
        Trial trial = trial(0, Trial.NO_BRACKET, PUBLISHED.levels().top(), null);
        while (true) {
            int position = log.members(trial.bracket(), trial.level()).size();
            RecordedHistory.Result result = history.results().get(place(trial.bracket(), trial.level()) + position);
            Integer parent = trial.parent();
            if (parent != null) {
                promotions.add(new Promotion(trial.bracket(), trial.level(), results.get(parent), result));
            }
            results.add(result);
            log.add(trial.ended(result.outcome()));
            Step step = PUBLISHED.next(log, preference);
            if (step instanceof Step.Promote promote) {
                Trial continued = promote.trial();
                trial = trial(log.size(), continued.bracket(), continued.level() + 1, continued.id());
            } else if (step instanceof Step.Start start) {
                trial = trial(log.size(), start.bracket(), start.level(), null);
            } else {
                assertThat(step).isEqualTo(new Step.Done());
                return promotions;
            }
        }
    }

    /** Where the record has the first trial of a bracket at a level; the default comes before all of them. */
    private static int place(int bracket, int level) {
        int place = bracket == Trial.NO_BRACKET ? 0 : 1;
        for (int i = 0; i < bracket; i++) {
            place += PUBLISHED.brackets().get(i).trials();
        }
        for (int i = bracket; bracket != Trial.NO_BRACKET && i < level; i++) {
            place += PUBLISHED.brackets().get(bracket).sizes().get(i - bracket);
        }
        return place;
    }

    private static Trial trial(int id, int bracket, int level, @Nullable Integer parent) {
        Configuration configuration = Configuration.of(Map.of("x", (double) id));
        return Trial.running(
                id,
                configuration,
                Origin.RANDOM,
                bracket,
                level,
                PUBLISHED.levels().budget(level),
                parent);
    }
}
