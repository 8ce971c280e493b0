package org.decathlete.app.study;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.decathlete.app.tune.Planned;
import org.decathlete.app.tune.SpaceKind;
import org.decathlete.app.tune.network.MemoryBound;
import org.decathlete.core.run.Hash;
import org.decathlete.core.run.Json;
import org.decathlete.nn.train.settings.Budget;
import org.decathlete.search.schedule.FullBudget;
import org.decathlete.search.space.Parameter;
import org.decathlete.search.space.SearchSpace;
import org.decathlete.search.study.StudySettings;
import org.decathlete.search.trial.Objective;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** What searches on one fold have kept so far stays what it was: studies that are there go on. */
class SearchPlanTest {
    private static final StudySettings SETTINGS =
            StudySettings.of(SearchSpace.of(Parameter.real("x", 0, 1)), FullBudget.of(3), Objective.minimize("loss"));

    private static SearchPlan plan(List<String> further) {
        return new SearchPlan(
                SpaceKind.HPO,
                SearchMode.CORRECTED,
                Planned.HIPPOCAMPUS.candidate(),
                new MemoryBound(1 << 30, 4),
                "3",
                "data",
                new Budget.Epochs(9, 2),
                0,
                List.of(),
                further);
    }

    private static String note(SearchPlan plan) {
        return Objects.requireNonNull(plan.noted(SETTINGS).notes().get("decathlete-search"));
    }

    @Test
    void furtherFoldsStandInTheNotesWhereThereAreAny() {
        SearchPlan one = plan(List.of());
        JsonNode note = Json.mapper().readTree(note(one));
        assertThat(note.path("version").asInt()).isEqualTo(1);
        assertThat(note.path("plan").propertyNames())
                .contains("fold", "heldBack")
                .doesNotContain("furtherFolds", "folds");
        assertThat(SearchPlan.of("study", one.noted(SETTINGS))).isEqualTo(one);
        assertThat(one.folds()).containsExactly("3");

        SearchPlan several = plan(List.of("4", "0"));
        assertThat(Json.mapper().readTree(note(several)).path("version").asInt())
                .isEqualTo(2);
        assertThat(SearchPlan.of("study", several.noted(SETTINGS))).isEqualTo(several);
        assertThat(several.folds()).containsExactly("3", "4", "0");
        StudySettings newer =
                SETTINGS.noted("decathlete-search", note(several).replace("\"version\":2", "\"version\":3"));
        assertThatThrownBy(() -> SearchPlan.of("study", newer)).hasMessageContaining("newer program");
    }

    @Test
    void aRequestOnOneFoldHasTheIdThatItHad() {
        Path file = Path.of("candidate.json");
        SearchRequest one = TinySearches.counted(Path.of("work"), file, Optional.empty());
        assertThat(one.id())
                .isEqualTo(Hash.of(
                        "search",
                        one.training().id(),
                        "HPO",
                        "CORRECTED",
                        "RUNTIME",
                        Json.canonical(one.seconds()),
                        Json.canonical(one.trials()),
                        "2",
                        one.store(),
                        "hpo",
                        Json.canonical(Economy.USUAL)));
        SearchRequest raced = TinySearches.raced(Path.of("work"), file, "hpo");
        assertThat(raced.keepingCasesAside().raceFolds()).isEqualTo(2);
        assertThat(raced.id()).isNotEqualTo(one.id());
    }
}
