package org.decathlete.search.analysis;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.decathlete.search.trial.Trial;
import org.jspecify.annotations.Nullable;

/**
 * What a group of trials took.
 *
 * @param group what they have in common, such as a level or an origin
 * @param trials how many ended
 * @param failed how many of them ended without their figures
 * @param spent what they added to the trials that they continued, in units of budget
 * @param seconds sum over trials of how long each took; null where times are unknown
 */
public record Effort(
        String group,
        int trials,
        int failed,
        double spent,
        @Nullable Double seconds) {

    /** Effort per group, in the order in which the groups first occur. */
    static List<Effort> by(
            Function<Trial, String> group, List<Timeline.Moment> moments, Map<Integer, TrialTime> times) {
        boolean timed = moments.stream()
                .allMatch(moment -> times.containsKey(moment.trial().id()));
        Map<String, Effort> groups = new LinkedHashMap<>();
        for (Timeline.Moment moment : moments) {
            Trial trial = moment.trial();
            TrialTime time = times.get(trial.id());
            Double seconds = timed && time != null ? (Double) time.seconds() : null;
            int failed = trial.state().failed() ? 1 : 0;
            groups.merge(
                    group.apply(trial),
                    new Effort(group.apply(trial), 1, failed, moment.added(), seconds),
                    Effort::plus);
        }
        return List.copyOf(groups.values());
    }

    private Effort plus(Effort other) {
        Double own = seconds;
        Double more = other.seconds;
        return new Effort(
                group,
                trials + other.trials,
                failed + other.failed,
                spent + other.spent,
                own == null || more == null ? null : own + more);
    }
}
