package org.decathlete.app.finals;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.decathlete.app.study.SearchResult;
import org.decathlete.app.study.SearchStudy;
import org.decathlete.app.study.StudyFindings;
import org.decathlete.core.candidate.Candidate;
import org.decathlete.search.trial.Objective;
import org.decathlete.search.trial.Trial;

/**
 * Which candidates of a study go to the finals: the default, always; the incumbent of the first objective; the cheapest that is about as
 * good; the incumbent of the cost among those that are no worse than the default, since the cheapest of all finds nothing; then the next
 * best. One that is several of these is trained once.
 *
 * @param study the study
 * @param findings what its trials say
 */
record FinalCandidates(SearchStudy study, StudyFindings findings) {

    private static final String NEXT = "among the next best";

    private record Found(String role, Trial trial) {}

    /**
     * Picks them, the default first.
     *
     * @param most how many beside the default
     * @param seed of their trainings
     */
    List<FinalChoice> pick(int most, long seed) {
        Candidate standard = study.space().candidate(study.space().standard());
        Map<String, Trial> trials = new LinkedHashMap<>();
        Map<String, Set<String>> roles = new LinkedHashMap<>();
        for (Found found : found()) {
            String id = study.candidate(found.trial()).id();
            boolean there = trials.containsKey(id);
            boolean wanted = there ? !found.role().equals(NEXT) : trials.size() < most;
            if (wanted && !id.equals(standard.id())) {
                trials.putIfAbsent(id, found.trial());
                roles.computeIfAbsent(id, key -> new LinkedHashSet<>()).add(found.role());
            }
        }
        List<FinalChoice> choices = new ArrayList<>();
        choices.add(
                new FinalChoice("default", findings.standard().map(Trial::id).orElse(null), standard, "nothing", seed));
        trials.forEach((id, trial) -> choices.add(new FinalChoice(
                "trial " + trial.id() + ", " + String.join(" and ", roles.getOrDefault(id, Set.of())),
                trial.id(),
                study.candidate(trial),
                Differences.text(trial.configuration(), study.space().standard()),
                seed)));
        return choices;
    }

    private List<Found> found() {
        List<Found> found = new ArrayList<>();
        Optional<Trial> best = findings.best();
        best.ifPresent(trial -> found.add(new Found("the best", trial)));
        findings.cheapest(SearchResult.WITHIN)
                .ifPresent(trial ->
                        found.add(new Found("the cheapest within " + SearchResult.WITHIN + " of the best", trial)));
        frugal().ifPresent(trial -> found.add(new Found("the cheapest that is no worse than the default", trial)));
        Objective loss = findings.objectives().get(0);
        best.ifPresent(top -> findings.trials().stream()
                .filter(trial -> isFeasible(trial) && trial.level() == top.level())
                .sorted(Comparator.comparingDouble(loss::loss).thenComparingInt(Trial::id))
                .forEach(trial -> found.add(new Found(NEXT, trial))));
        return found;
    }

    private boolean isFeasible(Trial trial) {
        return findings.objectives().stream().allMatch(objective -> objective.met(trial));
    }

    private Optional<Trial> frugal() {
        List<Objective> objectives = findings.objectives();
        Optional<Trial> standard = findings.standard();
        if (objectives.size() < 2 || standard.isEmpty()) {
            return Optional.empty();
        }
        double most = objectives.get(0).loss(standard.get());
        return findings.trials().stream()
                .filter(trial -> isFeasible(trial) && objectives.get(0).loss(trial) <= most)
                .min(Comparator.comparingDouble(
                                (Trial trial) -> objectives.get(1).loss(trial))
                        .thenComparingInt(Trial::id));
    }
}
