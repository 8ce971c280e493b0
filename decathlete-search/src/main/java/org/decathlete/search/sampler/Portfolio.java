package org.decathlete.search.sampler;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.decathlete.search.space.Configuration;
import org.decathlete.search.trial.Origin;

/**
 * Configurations that did well elsewhere, each proposed once, in turn with the proposals of another sampler: of what a bracket starts,
 * every second one, so that whichever bracket they come in has room for what nobody has found yet. With a scheduler that begins at the
 * lowest budget they are among its first trials; like all others they have to earn more.
 *
 * @param suggestions what is proposed, in this order; configurations differ
 * @param others proposes what comes between and after
 */
public record Portfolio(List<Suggestion> suggestions, Sampler others) implements Sampler {

    /**
     * A configuration with where it is from.
     *
     * @param source such as the dataset that it was found on
     * @param remark what it could not take over from there; empty for nothing
     * @param configuration of the space that is searched
     */
    public record Suggestion(String source, String remark, Configuration configuration) {}

    public Portfolio {
        suggestions = List.copyOf(suggestions);
        Set<Configuration> seen = new HashSet<>();
        for (Suggestion suggestion : suggestions) {
            if (!seen.add(suggestion.configuration())) {
                throw new IllegalArgumentException(
                        "two suggestions, one of them " + suggestion.source() + ", are the same configuration "
                                + suggestion.configuration().json() + "; leave one out");
            }
        }
    }

    @Override
    public Proposal propose(Situation situation) {
        if (!isDue(situation)) {
            return others.propose(situation);
        }
        return suggestions.stream()
                .map(Suggestion::configuration)
                .filter(configuration -> !situation.history().contains(configuration))
                .findFirst()
                .map(configuration -> new Proposal(configuration, Origin.PORTFOLIO))
                .orElseGet(() -> others.propose(situation));
    }

    /** With the second start of a bracket, the fourth, and so on: never are there more suggestions than others. */
    private static boolean isDue(Situation situation) {
        long started = situation.history().members(situation.bracket(), situation.level()).stream()
                .filter(trial -> trial.parent() == null)
                .count();
        return started % 2 == 1;
    }

    /** The suggestion that a configuration is. */
    public Optional<Suggestion> suggestion(Configuration configuration) {
        return suggestions.stream()
                .filter(suggestion -> suggestion.configuration().equals(configuration))
                .findFirst();
    }
}
