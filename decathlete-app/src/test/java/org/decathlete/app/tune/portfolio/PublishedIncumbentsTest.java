package org.decathlete.app.tune.portfolio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.decathlete.app.tune.Planned;
import org.decathlete.app.tune.SegmentationSpace;
import org.decathlete.app.tune.SpaceKind;
import org.decathlete.core.candidate.Candidate;
import org.decathlete.core.candidate.LossRecipe;
import org.decathlete.core.candidate.OptimizerSpec;
import org.decathlete.core.candidate.Schedule;
import org.decathlete.core.candidate.TrainingRecipe;
import org.decathlete.core.spec.Activation;
import org.decathlete.core.spec.Norm;
import org.decathlete.core.spec.StageKind;
import org.decathlete.core.spec.UNetSpec;
import org.decathlete.search.sampler.Portfolio.Suggestion;
import org.decathlete.search.space.Configuration;
import org.decathlete.search.space.Parameter;
import org.decathlete.search.space.SearchSpace;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class PublishedIncumbentsTest {
    private static final PublishedIncumbents ALL = PublishedIncumbents.all();

    private static List<String> sources(SpaceKind kind, String dataset, int most) {
        return ALL.suggestions(Planned.BRAIN.published(kind), kind, dataset, most).stream()
                .map(Suggestion::source)
                .toList();
    }

    private static Suggestion found(SegmentationSpace space, SpaceKind kind, String source) {
        return ALL.suggestions(space, kind, "", 20).stream()
                .filter(suggestion -> suggestion.source().equals(source))
                .findFirst()
                .orElseThrow();
    }

    private static UNetSpec network(Candidate candidate) {
        return (UNetSpec) candidate.network();
    }

    @Test
    void allThatAreNoDefaultAndHaveTheirArchitecture() {
        assertThat(sources(SpaceKind.HPO, "", 20))
                .containsExactly(
                        "D01 (hpo)",
                        "D02 (hpo)",
                        "D03 (hpo)",
                        "D04 (hpo)",
                        "D05 (hpo)",
                        "D06 (hpo)",
                        "D07 (hpo)",
                        "D09 (hpo)");
        assertThat(sources(SpaceKind.HPO_NAS, "", 20)).hasSize(9).noneMatch(source -> source.startsWith("D08"));
        assertThat(sources(SpaceKind.HPO_HNAS, "", 20)).hasSize(9).allMatch(source -> source.endsWith("(hpo-nas)"));
        // The published means of the transfer, over all ten.
        assertThat(ALL.incumbents().stream()
                        .filter(one -> one.dataset().equals("D03") && one.space() == SpaceKind.HPO_NAS)
                        .mapToDouble(one -> one.transferBeside(Set.of())))
                .first()
                .satisfies(mean -> assertThat(mean).isCloseTo(75.22, within(0.005)));
    }

    @Test
    void theDatasetItselfIsLeftOutAndHasNoSayInTheOrder() {
        assertThat(sources(SpaceKind.HPO_NAS, "Task04_Hippocampus", 20))
                .extracting(source -> source.substring(0, 3))
                .containsExactly("D03", "D10", "D07", "D09", "D01", "D06", "D02", "D05");
        assertThat(sources(SpaceKind.HPO_NAS, "colon cancer", 3))
                .extracting(source -> source.substring(0, 3))
                .containsExactly("D03", "D07", "D09");
        assertThat(sources(SpaceKind.HPO, "PROSTATE", 20)).doesNotContain("D05 (hpo)");
        assertThat(sources(SpaceKind.HPO_NAS, "anything", 4)).hasSize(4);
    }

    @ParameterizedTest
    @CsvSource({
        "BRATS, D01",
        "Dataset002_Heart, D02",
        "hepatic vessel, D08",
        "Hippocampus, D04",
        "Task01_BrainTumour, D01"
    })
    void knowsDatasetsByName(String name, String number) {
        assertThat(ALL.own(name)).containsExactly(number);
    }

    @Test
    void knowsNoOthers() {
        assertThat(ALL.own("ToothFairy2")).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(SpaceKind.class)
    void everyOneIsACandidateOfEverySpace(SpaceKind kind) {
        for (int stages : new int[] {4, 6}) {
            Planned planned = Planned.ofStages(stages);
            for (SegmentationSpace space : List.of(planned.published(kind), planned.corrected(kind))) {
                List<Suggestion> suggestions = ALL.suggestions(space, kind, "", 20);
                assertThat(suggestions.stream()
                                .map(suggestion -> space.candidate(suggestion.configuration())
                                        .id()))
                        .hasSizeGreaterThanOrEqualTo(8)
                        .doesNotHaveDuplicates()
                        .doesNotContain(space.candidate(space.standard()).id());
            }
        }
    }

    @Test
    void becomesWhatWasFound() {
        SegmentationSpace published = Planned.BRAIN.published(SpaceKind.HPO_NAS);
        Suggestion liver = found(published, SpaceKind.HPO_NAS, "D03 (hpo-nas)");
        assertThat(liver.remark()).isEmpty();
        Candidate candidate = published.candidate(liver.configuration());
        assertThat(candidate.recipe().optimizer()).isEqualTo(new OptimizerSpec.Sgd(0.02013, 0.8859, true, 7.982e-05));
        assertThat(candidate.recipe().schedule().shape()).isEqualTo(Schedule.Shape.POLYNOMIAL);
        assertThat(candidate.recipe().foregroundOversampling()).isEqualTo(0.7056);
        UNetSpec network = network(candidate);
        assertThat(network.stages()).isEqualTo(StageKind.RESIDUAL);
        assertThat(network.blocksPerStage().subList(0, 4)).containsExactly(2, 6, 8, 12);
        assertThat(network.featuresPerStage()).startsWith(18, 36, 72, 144, 245);
        assertThat(network.encoderUnit().activation()).isEqualTo(Activation.PRELU);
        assertThat(network.encoderUnit().dropout()).isEqualTo(0.1586);
    }

    /** The rate and the weight decay of AdamW have names of their own there, and its momentum is nothing that could be lost. */
    @Test
    void correctedSpacesNameThingsOtherwise() {
        SegmentationSpace corrected = SegmentationSpace.corrected(
                SpaceKind.HPO, Planned.BRAIN.candidate(TrainingRecipe.accelerated()), Planned.BRAIN.bound());
        Suggestion hippocampus = found(corrected, SpaceKind.HPO, "D04 (hpo)");
        assertThat(hippocampus.remark()).isEmpty();
        TrainingRecipe recipe = corrected.candidate(hippocampus.configuration()).recipe();
        OptimizerSpec.Adam adam = (OptimizerSpec.Adam) recipe.optimizer();
        assertThat(adam.decoupled()).isTrue();
        assertThat(adam.learningRate()).isEqualTo(0.01064);
        assertThat(adam.weightDecay()).isEqualTo(0.006865);
        assertThat(recipe.schedule().shape()).isEqualTo(Schedule.Shape.CONSTANT);
        assertThat(recipe.loss().name()).isEqualTo(LossRecipe.DICE_CROSS_ENTROPY);
        assertThat(recipe.loss().crossEntropyWeight()).isZero();
    }

    @Test
    void grammarsSayItInASentenceWithoutWidths() {
        SegmentationSpace published = Planned.BRAIN.published(SpaceKind.HPO_HNAS);
        Suggestion heart = found(published, SpaceKind.HPO_HNAS, "D02 (hpo-nas)");
        assertThat(heart.remark())
                .isEqualTo("base_num_features 43 has no place here; max_features 481 has no place here");
        UNetSpec network = network(published.candidate(heart.configuration()));
        assertThat(network.blocksPerStage()).containsOnly(2);
        assertThat(network.encoderUnit().norm()).isEqualTo(Norm.BATCH);
        assertThat(network.decoderUnit().dropout()).isEqualTo(0.1362);
        Suggestion liver = found(published, SpaceKind.HPO_HNAS, "D03 (hpo-nas)");
        assertThat(liver.configuration().text("architecture"))
                .contains("res_encoder", "(2REB 6b)", "(1DB 2b)", "prelu");
        Suggestion lung = found(published, SpaceKind.HPO_HNAS, "D06 (hpo-nas)");
        assertThat(lung.remark()).isEmpty();
    }

    @Test
    void saysWhatMemoryDoesNotHold() {
        SegmentationSpace small = Planned.BRAIN.corrected(SpaceKind.HPO_HNAS);
        Suggestion liver = found(small, SpaceKind.HPO_HNAS, "D03 (hpo-nas)");
        assertThat(liver.remark()).contains("model_scale 3 has no place here");
        assertThat(network(small.candidate(liver.configuration())).stages()).isEqualTo(StageKind.RESIDUAL);
    }

    @Test
    void goesToTheNearestThatThereIs() {
        SearchSpace space = SearchSpace.of(
                Parameter.real("rate", 0.1, 1).log(),
                Parameter.integer("width", 4, 8),
                Parameter.categorical("loss", "dice", "focal"),
                Parameter.real("momentum", 0, 1).when("loss", "focal"));
        Nearest nearest =
                Nearest.of(space, Map.of("rate", 3.0, "width", 6, "loss", "topk", "momentum", 0.5, "depth", 3));
        assertThat(nearest.configuration())
                .isEqualTo(Configuration.of(Map.of("rate", 1.0, "width", 6, "loss", "dice")));
        assertThat(nearest.lost())
                .containsExactly("depth 3 has no place here", "rate 3.0 became 1.0", "loss topk became dice");
    }
}
