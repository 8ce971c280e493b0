package org.decathlete.search.schedule;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.IntFunction;
import org.decathlete.search.ranking.Preference;
import org.decathlete.search.trial.History;
import org.decathlete.search.trial.Trial;

/**
 * Runs brackets one after the other. Within a bracket nothing is promoted before its whole level has ended; a worker that would
 * have to wait for that starts the next bracket instead.
 */
final class Brackets {
    private final IntFunction<Bracket> layout;
    private final int count;
    private final int lowest;
    private final Levels levels;
    private final History history;
    private final Preference preference;

    /** @param lowest level; brackets below it do not begin */
    Brackets(
            IntFunction<Bracket> layout, int count, int lowest, Levels levels, History history, Preference preference) {
        this.layout = layout;
        this.count = count;
        this.lowest = lowest;
        this.levels = levels;
        this.history = history;
        this.preference = preference;
    }

    Step next() {
        for (int bracket = 0; bracket < count; bracket++) {
            Optional<Step> step = within(bracket, layout.apply(bracket));
            if (step.isPresent()) {
                return step.get();
            }
        }
        return history.running() > 0 ? new Step.Wait() : new Step.Done();
    }

    /** See {@link Scheduler#lost}. */
    boolean lost(Trial trial) {
        if (!trial.state().ended() || trial.level() >= levels.top() || trial.bracket() == Trial.NO_BRACKET) {
            return false;
        }
        OptionalInt places = layout.apply(trial.bracket()).places(trial.level());
        if (places.isEmpty() || !preference.eligible(trial) || history.continued(trial.id())) {
            return true;
        }
        List<Trial> peers = history.members(trial.bracket(), trial.level());
        int promoted = history.members(trial.bracket(), trial.level() + 1).size();
        return promoted > 0 && promoted >= quota(peers, places.getAsInt());
    }

    private Optional<Step> within(int number, Bracket bracket) {
        List<Trial> below = history.members(number, bracket.level());
        if (below.isEmpty() && bracket.level() < lowest) {
            return Optional.empty();
        }
        if (below.size() < bracket.sizes().get(0)) {
            return Optional.of(new Step.Start(number, bracket.level()));
        }
        for (int i = 1; i < bracket.sizes().size(); i++) {
            List<Trial> members = history.members(number, bracket.level() + i);
            // A full level needs no look at the one below, which keeps asking fast when there are many brackets.
            if (members.size() < bracket.sizes().get(i)) {
                if (!below.stream().allMatch(trial -> trial.state().ended())) {
                    return Optional.empty();
                }
                if (members.size() < quota(below, bracket.sizes().get(i))) {
                    return Optional.of(new Step.Promote(best(number, bracket.level() + i - 1, below)));
                }
            }
            below = members;
        }
        return Optional.empty();
    }

    /** Failing trials are not promoted; where too few are left, or the level below was short itself, a level stays smaller. */
    private int quota(List<Trial> below, int size) {
        if (below.isEmpty()) {
            return 0;
        }
        int eligible = (int) below.stream().filter(preference::eligible).count();
        return Math.min(Math.min(size, eligible), Math.max(1, below.size() / levels.eta()));
    }

    private Trial best(int bracket, int level, List<Trial> members) {
        List<Trial> ranked = preference.order(preference.ranking().acrossBrackets() ? history.results(level) : members);
        return ranked.stream()
                .filter(trial -> trial.bracket() == bracket && !history.continued(trial.id()))
                .findFirst()
                .orElseThrow();
    }
}
