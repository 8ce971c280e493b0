package org.decathlete.search.analysis;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.decathlete.search.trial.Trial;
import org.jspecify.annotations.Nullable;

/**
 * The trials of a study in the order in which they ended, with what had been spent by then.
 *
 * @param moments one per trial that ended
 */
public record Timeline(List<Moment> moments) {

    public Timeline {
        moments = List.copyOf(moments);
    }

    /**
     * The end of a trial.
     *
     * @param added what it added to the trial that it continued, in units of budget
     * @param spent sum of that over all trials that ended up to then
     * @param seconds since the study began; null where times are unknown
     */
    public record Moment(
            Trial trial,
            double added,
            double spent,
            @Nullable Double seconds) {}

    /**
     * Trials that have not ended are left out. Without the times of all others the order is that in which they were asked for.
     *
     * @param trials of one study
     * @param times by the trials' ids; may be empty
     */
    public static Timeline of(List<Trial> trials, Map<Integer, TrialTime> times) {
        List<Trial> ended =
                trials.stream().filter(trial -> trial.state().ended()).toList();
        boolean timed = ended.stream().allMatch(trial -> times.containsKey(trial.id()));
        Map<Integer, Trial> byIds = new HashMap<>();
        trials.forEach(trial -> byIds.put(trial.id(), trial));
        List<Trial> order = new ArrayList<>(ended);
        Comparator<Trial> byId = Comparator.comparingInt(Trial::id);
        order.sort(
                timed
                        ? Comparator.comparing((Trial trial) -> seconds(trial, times))
                                .thenComparing(byId)
                        : byId);
        List<Moment> moments = new ArrayList<>();
        double spent = 0;
        for (Trial trial : order) {
            Integer parent = trial.parent();
            double added = trial.added(parent == null ? null : byIds.get(parent));
            spent += added;
            moments.add(new Moment(trial, added, spent, timed ? seconds(trial, times) : null));
        }
        return new Timeline(moments);
    }

    /** The trials in this order. */
    public List<Trial> trials() {
        return moments.stream().map(Moment::trial).toList();
    }

    private static Double seconds(Trial trial, Map<Integer, TrialTime> times) {
        TrialTime time = times.get(trial.id());
        if (time == null) {
            throw new IllegalArgumentException("trial " + trial.id() + " has no time");
        }
        return time.ended();
    }
}
