package org.decathlete.app.project;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.decathlete.app.folds.TinyTrainings;
import org.decathlete.core.dataset.folds.CaseGroups;
import org.decathlete.core.dataset.folds.FoldRules;
import org.decathlete.core.dataset.folds.FoldRulesFile;
import org.decathlete.core.dataset.folds.Split;
import org.decathlete.core.dataset.folds.SplitsFile;
import org.decathlete.core.run.DecathleteException;
import org.decathlete.core.run.ErrorKind;
import org.decathlete.core.run.Workspace;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NestedSplitTest {
    private static final List<String> CASES =
            IntStream.range(0, 41).mapToObj(i -> String.format("case_%03d", i)).toList();

    private static NestedSplit halved(List<String> cases) {
        return NestedSplit.of(cases, UnaryOperator.identity()).orElseThrow();
    }

    @Test
    void halvesByNamesAloneTheLargerHalfChoosing() {
        NestedSplit split = halved(CASES);
        assertThat(split.selection()).hasSize(21).isSorted();
        assertThat(split.heldBack()).hasSize(20).isSorted().doesNotContainAnyElementsOf(split.selection());
        List<String> all = new ArrayList<>(split.selection());
        all.addAll(split.heldBack());
        assertThat(all).containsExactlyInAnyOrderElementsOf(CASES);
        List<String> reversed = new ArrayList<>(CASES);
        Collections.reverse(reversed);
        assertThat(halved(reversed)).isEqualTo(split);
        // Neither every other one nor the first ones: of neighbours, some are together and some are not.
        long together = IntStream.range(1, CASES.size())
                .filter(i -> split.selection().contains(CASES.get(i))
                        == split.selection().contains(CASES.get(i - 1)))
                .count();
        assertThat(together).isBetween(8L, 32L);
    }

    @Test
    void aLargeGroupMayMakeEitherSideTheLarger() {
        long asideLarger = IntStream.range(0, 20)
                .mapToObj(salt ->
                        NestedSplit.of(CASES, id -> Integer.parseInt(id.substring(5)) < 25 ? "large " + salt : id))
                .filter(split -> split.orElseThrow().heldBack().size()
                        > split.orElseThrow().selection().size())
                .count();
        assertThat(asideLarger).isBetween(1L, 19L);
    }

    @Test
    void keepsGroupsTogether() {
        UnaryOperator<String> ofThree = id -> "patient " + Integer.parseInt(id.substring(5)) / 3;
        NestedSplit split = NestedSplit.of(CASES, ofThree).orElseThrow();
        assertThat(split.selection().stream().map(ofThree).distinct())
                .doesNotContainAnyElementsOf(
                        split.heldBack().stream().map(ofThree).toList());
        assertThat(split.selection().size()).isBetween(18, 23);
    }

    @Test
    void needsTwoCasesOnEitherSide() {
        assertThat(NestedSplit.of(CASES.subList(0, 3), UnaryOperator.identity()))
                .isEmpty();
        assertThat(halved(CASES.subList(0, 4)).selection()).hasSize(2);
        assertThat(NestedSplit.of(CASES.subList(0, 20), id -> "one patient")).isEmpty();
        assertThat(NestedSplit.of(CASES.subList(0, 4), id -> id.equals("case_000") ? id : "another"))
                .isEmpty();
    }

    @Test
    void whatIsKeptAsideIsNeitherTrainedNorJudgedOn() {
        Split whole = new Split(List.of("a", "b", "c"), List.of("d", "e", "f"));
        assertThat(NestedSplit.without(whole, List.of("b", "e")))
                .isEqualTo(new Split(List.of("a", "c"), List.of("d", "f")));
        assertThat(NestedSplit.without(whole, List.of())).isEqualTo(whole);
    }

    @Test
    void aFoldKnowsItsOwn(@TempDir Path folder) {
        TinyTrainings tiny = new TinyTrainings(folder);
        tiny.plan(8);
        Project project = tiny.project();
        // Five folds of eight cases have one or two to judge on.
        assertThat(NestedSplit.find(project, "0")).isEmpty();
        assertThatThrownBy(() -> NestedSplit.require(project, "0"))
                .isInstanceOfSatisfying(
                        DecathleteException.class, e -> assertThat(e.kind()).isEqualTo(ErrorKind.USAGE))
                .hasMessageContaining("fold 0 has 2 validation cases")
                .hasMessageContaining("at least 4");
        List<String> ids = project.ids();
        Workspace workspace = project.workspace();
        SplitsFile.write(workspace.splits(), List.of(new Split(ids.subList(0, 4), ids.subList(4, 8))));
        NestedSplit single = NestedSplit.find(project, "0").orElseThrow();
        assertThat(single.heldBack()).hasSize(2);
        assertThat(NestedSplit.find(project, "all")).isEmpty();

        TreeMap<String, String> groups = new TreeMap<>();
        ids.forEach(id -> groups.put(id, id));
        // One of either half now belong together.
        groups.put(single.selection().get(0), "twins");
        groups.put(single.heldBack().get(0), "twins");
        FoldRulesFile.write(workspace.folds(), new FoldRules(Optional.of(new CaseGroups(groups)), false));
        NestedSplit grouped = NestedSplit.find(project, "0").orElseThrow();
        assertThat(List.of(grouped.selection(), grouped.heldBack()))
                .anyMatch(half -> half.contains(single.selection().get(0))
                        && half.contains(single.heldBack().get(0)));
    }
}
