package org.decathlete.search.study;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.DoubleStream;
import org.decathlete.search.statistics.SignedRankTest;
import org.decathlete.search.trial.Trial;

/**
 * Whether a trial that is judged on one fold after another, as in cross-validation, may be ended before its last (a race, Maron and Moore
 * 1994). It is compared with the last of those peers, of its bracket and level, that would be continued if no others came: others can only
 * raise what it needs. It is beaten if it is significantly worse on the cases that both were scored on, by Wilcoxon's signed-rank test, one-sided.
 *
 * <p>All comparisons that a bracket may make at a level are one family, whose probability of ending any trial that is not worse stays at
 * {@code level}: one after each fold but the last, of each trial but as many as are continued. Trials are ended before others can be
 * compared, so that Holm's correction (1979) is made as they come: a probability counts as many times as the family has comparisons, less one for each
 * trial that was beaten before. As long as these were beaten rightly, that is at least as many times as there are comparisons of trials that are not worse, and
 * more the bound does not need, in whichever order they are made. What it does not account for is that the last place has its place by the same cases,
 * which flatters it.
 *
 * <p>Like {@link HalfwayTest} it says nothing at the full budget, of configurations that were given, and in studies with several objectives.
 *
 * @param level probability, within (0, 1)
 */
public record RaceTest(double level) {

    public RaceTest {
        if (!(level > 0 && level < 1)) {
            throw new IllegalArgumentException("level " + level + ", expected within (0, 1)");
        }
    }

    /** With a probability of 5 % per bracket and level. */
    public RaceTest() {
        this(0.05);
    }

    /**
     * Who beat a trial, and how.
     *
     * @param winner the trial that it was compared with
     * @param cases how many both were scored on
     * @param difference of the scores of winner and trial, mean over these cases
     * @param probability by chance, corrected
     * @param comparisons for so many
     */
    public record Defeat(Trial winner, int cases, double difference, double probability, int comparisons) {}

    /**
     * Compares a trial after one of its folds.
     *
     * @param trials of the study so far; those that were beaten keep their scores ({@link Trial#beaten})
     * @param trial one of them that is running
     * @param scores per case of its folds so far, larger is better
     * @param folds how many it is to be judged on in all, as its peers are
     * @return empty where it is to go on
     */
    public Optional<Defeat> defeat(
            StudySettings settings, List<Trial> trials, Trial trial, Map<String, Double> scores, int folds) {
        Optional<Peers> peers = Peers.of(settings, trials, trial);
        OptionalInt size = settings.scheduler().size(trial);
        if (peers.isEmpty() || size.isEmpty() || settings.given().contains(trial.configuration())) {
            return Optional.empty();
        }
        int family = (size.getAsInt() - peers.get().places()) * (folds - 1);
        int comparisons = Math.max(1, family - beatenBefore(trials, trial));
        return peers.get().lastPlace(settings.preference()).flatMap(last -> compared(last, scores, comparisons));
    }

    private Optional<Defeat> compared(Trial last, Map<String, Double> scores, int comparisons) {
        double[] differences = last.outcome().scores().entrySet().stream()
                .filter(entry -> scores.containsKey(entry.getKey()))
                .mapToDouble(entry -> entry.getValue() - scores.getOrDefault(entry.getKey(), Double.NaN))
                .toArray();
        double probability = Math.min(1, comparisons * SignedRankTest.probabilityGreater(differences));
        return probability > level
                ? Optional.empty()
                : Optional.of(new Defeat(
                        last,
                        differences.length,
                        DoubleStream.of(differences).average().orElseThrow(),
                        probability,
                        comparisons));
    }

    private static int beatenBefore(List<Trial> trials, Trial trial) {
        return (int) trials.stream()
                .filter(one -> one.id() < trial.id()
                        && one.bracket() == trial.bracket()
                        && one.level() == trial.level()
                        && one.beaten())
                .count();
    }
}
