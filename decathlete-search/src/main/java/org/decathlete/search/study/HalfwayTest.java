package org.decathlete.search.study;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Stream;
import org.decathlete.search.trial.Trial;

/**
 * Whether a trial may be ended when half of its budget is spent, because it would not be continued anyway. What it would need is the score
 * of the last of those peers, of its bracket and level, that would be continued if no others came. It is hopeless if it would stay below
 * that even if its score rose, in the second half, by as much as the score of any peer did that has ended.
 *
 * <p>So the test asks for at least as many peers that ended well as are to be continued, and for {@value #FEWEST_PEERS}. It says nothing
 * about trials at the full budget, about configurations that were given, and in studies with several objectives, where a worse score may
 * be worth its lower cost. Of the peers only those count that were asked for before the trial: with one worker the answer follows from
 * the study's trials, and is the same when the trial is evaluated again after a kill.
 *
 * @param halfway name of the score at half of the budget among the values of an outcome; larger is better. A peer without it, such as one
 *     that was looked at only at its end, is left out
 * @param end name of the score at its end
 */
public record HalfwayTest(String halfway, String end) {
    static final int FEWEST_PEERS = 5;

    /**
     * What a trial has to have when half of its budget is spent.
     *
     * @param trials of the study so far
     * @param trial one of them that is running
     * @return empty where no score is too low
     */
    public OptionalDouble least(StudySettings settings, List<Trial> trials, Trial trial) {
        Optional<Peers> found = Peers.of(settings, trials, trial);
        if (found.isEmpty()) {
            return OptionalDouble.empty();
        }
        int places = found.get().places();
        List<Trial> peers = found.get().trials().stream()
                .filter(peer -> peer.outcome().values().keySet().containsAll(List.of(halfway, end)))
                .toList();
        if (peers.size() < Math.max(FEWEST_PEERS, places)) {
            return OptionalDouble.empty();
        }
        double needed = scores(peers, end)
                .sorted(Comparator.reverseOrder())
                .skip(places - 1L)
                .findFirst()
                .orElseThrow();
        double gain = peers.stream()
                .mapToDouble(peer -> value(peer, end) - value(peer, halfway))
                .max()
                .orElseThrow();
        return OptionalDouble.of(needed - Math.max(0, gain));
    }

    private static Stream<Double> scores(List<Trial> trials, String name) {
        return trials.stream().map(trial -> value(trial, name));
    }

    private static double value(Trial trial, String name) {
        return trial.outcome().values().getOrDefault(name, Double.NaN);
    }
}
