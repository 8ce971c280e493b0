package org.decathlete.app.finals;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.decathlete.app.folds.TinyTrainings;
import org.decathlete.app.project.NestedSplit;
import org.decathlete.app.report.finals.FinalsSummary;
import org.decathlete.core.candidate.Candidate;
import org.decathlete.nn.train.settings.Budget;
import org.decathlete.search.space.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FinalsPlanTest {

    private static List<String> names(List<FinalChoice> choices) {
        return choices.stream().map(FinalChoice::name).toList();
    }

    @Test
    void isKeptAndSeedsComeInRounds(@TempDir Path folder) throws IOException {
        TinyTrainings tiny = new TinyTrainings(folder);
        tiny.plan(5);
        FinalChoice standard = new FinalChoice("default", 0, Candidate.read(tiny.candidateFile(4)), "nothing", 7);
        FinalChoice other = new FinalChoice("trial 3", null, Candidate.read(tiny.candidateFile(6)), "width", 7);
        List<FinalChoice> both = List.of(standard, other);
        assertThat(names(FinalsPlan.seeded(both, 1))).containsExactly("default");
        List<FinalChoice> rounds = FinalsPlan.seeded(both, 5);
        assertThat(names(rounds))
                .containsExactly("default", "trial 3", "default, seed 8", "trial 3, seed 8", "default, seed 9");
        assertThat(rounds.get(3).seed()).isEqualTo(8);
        assertThat(FinalsPlan.seeded(both, 100)).hasSize(6);

        NestedSplit nested = new NestedSplit(List.of("a", "b"), List.of("c", "d"));
        assertThat(FinalsPlan.find(folder)).isEmpty();
        FinalsPlan plan = new FinalsPlan("hpo", nested, new Budget.WallClock(12.5), true, rounds).written(folder);
        FinalsPlan read = FinalsPlan.find(folder).orElseThrow();
        assertThat(read.done()).isFalse();
        assertThat(read.nested()).isEqualTo(nested);
        assertThat(read.budget()).isEqualTo(plan.budget());
        assertThat(read.finals().stream().map(one -> one.candidate().id()).distinct())
                .containsExactly(standard.candidate().id(), other.candidate().id());
        assertThat(names(read.finals())).isEqualTo(names(rounds));
        assertThat(read.finals().get(1).trial()).isNull();
        read.ended(new Finals.Result(
                        List.of(), summary(), List.of("a with b"), Map.of("trial 3", "trial 3 failed: no memory")))
                .written(folder);
        assertThat(FinalsPlan.find(folder).orElseThrow().done()).isTrue();
        assertThat(FinalsPlan.find(folder).orElseThrow().joined()).containsExactly("a with b");
        assertThat(FinalsPlan.find(folder).orElseThrow().failed())
                .containsExactly(Map.entry("trial 3", "trial 3 failed: no memory"));

        Path file = folder.resolve("plan.json");
        Files.writeString(file, Files.readString(file).replaceFirst("\"version\" *: *1", "\"version\":2"));
        assertThatThrownBy(() -> FinalsPlan.find(folder)).hasMessageContaining("use the program that wrote it");
    }

    private static FinalsSummary summary() {
        return new FinalsSummary("", List.of(), List.of(), 0.95, List.of(), "", "", "", List.of());
    }

    @Test
    void differencesAreToldInWords() {
        Configuration standard = Configuration.of(
                Map.of("rate", 0.01, "optimizer", "AdamW", "encoder", "a very long sentence of the grammar, unread"));
        assertThat(Differences.text(standard, standard)).isEqualTo("nothing");
        Configuration other = Configuration.of(Map.of(
                "rate",
                0.012345678,
                "optimizer",
                "SGD",
                "momentum",
                0.9,
                "encoder",
                "another long sentence of the grammar, unread"));
        assertThat(Differences.text(other, standard))
                .isEqualTo(
                        "encoder is another, momentum 0.9000 (default none), optimizer SGD (default AdamW), rate 0.01235"
                                + " (default 0.01000)");
    }
}
