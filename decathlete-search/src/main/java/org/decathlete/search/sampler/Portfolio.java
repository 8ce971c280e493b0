package org.decathlete.search.sampler;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.decathlete.search.space.Configuration;
import org.decathlete.search.trial.Origin;

/**
 * Configurations that did well elsewhere, each proposed once, before all proposals of another sampler. With a scheduler that begins at
 * the lowest budget they are its first trials; like all others they have to earn more.
 *
 * @param suggestions what is proposed, in this order; configurations differ
 * @param others proposes what comes after
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
        return suggestions.stream()
                .map(Suggestion::configuration)
                .filter(configuration -> !situation.history().contains(configuration))
                .findFirst()
                .map(configuration -> new Proposal(configuration, Origin.PORTFOLIO))
                .orElseGet(() -> others.propose(situation));
    }

    /** The suggestion that a configuration is. */
    public Optional<Suggestion> suggestion(Configuration configuration) {
        return suggestions.stream()
                .filter(suggestion -> suggestion.configuration().equals(configuration))
                .findFirst();
    }
}
