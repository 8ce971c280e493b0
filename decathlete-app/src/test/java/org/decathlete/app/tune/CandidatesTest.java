package org.decathlete.app.tune;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.decathlete.app.tune.network.Architecture;
import org.decathlete.app.tune.network.MemoryBound;
import org.decathlete.core.candidate.Augmentation;
import org.decathlete.core.candidate.Candidate;
import org.decathlete.core.candidate.LossRecipe;
import org.decathlete.core.candidate.OptimizerSpec;
import org.decathlete.core.candidate.Schedule;
import org.decathlete.core.candidate.TrainingRecipe;
import org.decathlete.core.plan.PlannerPreset;
import org.decathlete.core.run.DecathleteException;
import org.decathlete.core.run.ErrorKind;
import org.decathlete.core.run.Json;
import org.decathlete.core.spec.Activation;
import org.decathlete.core.spec.Norm;
import org.decathlete.core.spec.StageKind;
import org.decathlete.core.spec.UNetSpec;
import org.decathlete.core.spec.UnitSpec;
import org.decathlete.search.space.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What configurations say, and that their candidates do it. */
class CandidatesTest {
    private static final int COUNT = 1000;

    static Stream<Arguments> kindsAndModes() {
        return Stream.of(SpaceKind.values())
                .flatMap(kind -> Stream.of(Arguments.of(kind, false), Arguments.of(kind, true)));
    }

    @ParameterizedTest
    @EnumSource(SpaceKind.class)
    void standardIsThePlannedCandidate(SpaceKind kind) {
        for (int stages = 4; stages <= 7; stages++) {
            Planned planned = Planned.ofStages(stages);
            assertThat(Architecture.of(planned.candidate()).network().stageCount())
                    .isEqualTo(stages);
            for (SegmentationSpace space : List.of(planned.published(kind), planned.corrected(kind))) {
                Candidate candidate = space.candidate(space.standard());
                assertThat(candidate).isEqualTo(planned.candidate());
                assertThat(candidate.id()).isEqualTo(planned.candidate().id());
            }
        }
    }

    @ParameterizedTest
    @EnumSource(SpaceKind.class)
    void ourSpacesStandAroundAnyCandidate(SpaceKind kind) {
        Planned data = Planned.HIPPOCAMPUS;
        List<Candidate> candidates = List.of(
                data.candidate(TrainingRecipe.accelerated()).withBatchSize(1),
                data.candidate(PlannerPreset.RESENC_L.withCappedBatch(), "3d_fullres", TrainingRecipe.accelerated()),
                data.candidate(PlannerPreset.DEFAULT, "2d", TrainingRecipe.nnUNet()),
                withResidualDecoder(data.candidate()));
        for (Candidate planned : candidates) {
            SegmentationSpace space = SegmentationSpace.corrected(kind, planned, MemoryBound.relativeTo(planned, 4, 2));
            assertThat(space.candidate(space.standard())).isEqualTo(planned);
        }
    }

    private static Candidate withResidualDecoder(Candidate planned) {
        UNetSpec network = ((UNetSpec) planned.network()).withDecoderStages(StageKind.RESIDUAL);
        UnitSpec unit = new UnitSpec(Norm.BATCH, 1e-5, Activation.ELU, 0.01, 0.15);
        return planned.with(planned.patchSize(), planned.batchSize(), network.withUnits(unit, unit), planned.recipe());
    }

    @ParameterizedTest
    @MethodSource("kindsAndModes")
    void everyConfigurationIsACandidateThatDoesWhatItSays(SpaceKind kind, boolean published) {
        Planned planned = kind == SpaceKind.HPO ? Planned.HIPPOCAMPUS : Planned.BRAIN;
        SegmentationSpace space = published ? planned.published(kind) : planned.corrected(kind);
        SplittableRandom random = new SplittableRandom(kind.name().length());
        Set<String> ids = new HashSet<>();
        for (int i = 0; i < COUNT; i++) {
            Configuration configuration =
                    i % 2 == 0 ? space.space().uniform(random) : space.space().prior(random);
            Candidate candidate = space.candidate(configuration);
            requireRecipe(configuration, candidate.recipe(), published);
            if (kind != SpaceKind.HPO) {
                requireNetwork(configuration, Architecture.of(candidate).network());
            }
            CandidateCost cost = CandidateCost.of(candidate, 2);
            assertThat(cost.values().values()).allMatch(value -> value > 0 && Double.isFinite(value));
            if (!published) {
                assertThat(cost.trainingBytes())
                        .isLessThanOrEqualTo(planned.bound().bytes());
                assertThat(candidate.patchSize()).isEqualTo(planned.candidate().patchSize());
            }
            requireDivisiblePatch(candidate);
            if (i % 50 == 0) {
                assertThat(Json.mapper().readValue(candidate.canonical(), Candidate.class))
                        .isEqualTo(candidate);
            }
            ids.add(candidate.id());
        }
        // Parameters without effect make some candidates alike only where a published one has them, and real numbers
        // never repeat.
        assertThat(ids).hasSizeGreaterThan(COUNT - 2);
    }

    private static void requireRecipe(Configuration configuration, TrainingRecipe recipe, boolean published) {
        String optimizer = configuration.text("optimizer");
        if (recipe.optimizer() instanceof OptimizerSpec.Sgd sgd) {
            assertThat(optimizer).isEqualTo("SGD");
            assertThat(sgd)
                    .isEqualTo(new OptimizerSpec.Sgd(
                            configuration.real("initial_lr"),
                            configuration.real("momentum"),
                            true,
                            configuration.real("weight_decay")));
        } else if (recipe.optimizer() instanceof OptimizerSpec.Muon muon) {
            assertThat(optimizer).isEqualTo("Muon");
            assertThat(published).isFalse();
            assertThat(muon)
                    .isEqualTo(OptimizerSpec.Muon.of(
                            configuration.real("initial_lr_adam"), configuration.real("weight_decay_decoupled")));
        } else {
            boolean decoupled = optimizer.equals("AdamW");
            assertThat(configuration.has("momentum")).isEqualTo(published);
            assertThat(recipe.optimizer())
                    .isEqualTo(new OptimizerSpec.Adam(
                            configuration.real(published ? "initial_lr" : "initial_lr_adam"),
                            0.9,
                            0.999,
                            1e-8,
                            configuration.real(decoupled && !published ? "weight_decay_decoupled" : "weight_decay"),
                            decoupled,
                            decoupled && published));
        }
        double half = recipe.schedule().factor(500, 1000);
        switch (configuration.text("lr_scheduler")) {
            case "PolyLRScheduler" -> assertThat(half).isCloseTo(Math.pow(0.5, 0.9), within(1e-12));
            case "CosineAnnealingLR" -> assertThat(half).isCloseTo(0.5, within(1e-12));
            default -> assertThat(recipe.schedule().shape()).isEqualTo(Schedule.Shape.CONSTANT);
        }
        LossRecipe loss = recipe.loss();
        switch (configuration.text("loss_function")) {
            case "DiceLoss" -> assertThat(loss).isEqualTo(new LossRecipe("dice_ce", 0, 1, 1e-5));
            case "CrossEntropyLoss" -> assertThat(loss).isEqualTo(new LossRecipe("dice_ce", 1, 0, 1e-5));
            case "TopKLoss" -> assertThat(loss).isEqualTo(new LossRecipe("topk", 1, 0, 1e-5));
            default -> assertThat(loss).isEqualTo(TrainingRecipe.nnUNet().loss());
        }
        assertThat(recipe.foregroundOversampling()).isEqualTo(configuration.real("oversample_foreground_percent"));
        assertThat(recipe.augmentation())
                .isEqualTo(Augmentation.nnUNet().timesProbability(configuration.real("aug_factor")));
    }

    private static void requireNetwork(Configuration configuration, UNetSpec network) {
        if (configuration.has("architecture")) {
            requireSentence(configuration, network);
            return;
        }
        boolean residual = configuration.text("encoder_type").equals("ResidualEncoderM");
        assertThat(network.stages() == StageKind.RESIDUAL).isEqualTo(residual);
        int base = configuration.integer("base_num_features");
        int most = configuration.integer("max_features");
        assertThat(network.featuresPerStage().get(0)).isEqualTo(Math.min(base, most));
        assertThat(network.featuresPerStage().get(3)).isEqualTo(Math.min(8 * base, most));
        int[][] blocks =
                residual ? new int[][] {{1, 2}, {3, 6}, {4, 8}, {6, 12}} : new int[][] {{2, 4}, {2, 4}, {2, 4}, {2, 4}};
        int scale = configuration.integer("model_scale");
        for (int stage = 0; stage < 4 && scale % 2 == 1; stage++) {
            assertThat(network.blocksPerStage().get(stage)).isEqualTo(blocks[stage][scale / 2]);
        }
        assertThat(network.encoderUnit()).isEqualTo(network.decoderUnit());
        requireUnit(
                network.encoderUnit(),
                configuration.text("normalization"),
                configuration.text("activation"),
                configuration.real("dropout_rate"));
    }

    private static void requireUnit(UnitSpec unit, String norm, String activation, double dropout) {
        assertThat(norm.toUpperCase(Locale.ROOT)).contains(unit.norm().name());
        assertThat(activation.replace("_", ""))
                .isEqualToIgnoringCase(unit.activation().name().replace("_", ""));
        assertThat(unit.dropout()).isEqualTo(dropout);
    }

    /** Reads the text anew, without the grammar. */
    private static void requireSentence(Configuration configuration, UNetSpec network) {
        String text = configuration.text("architecture");
        assertThat(network.stages() == StageKind.RESIDUAL).isEqualTo(text.contains("res_encoder"));
        assertThat(network.decoderStages() == StageKind.RESIDUAL).isEqualTo(text.contains("res_decoder"));
        assertThat(network.blocksPerStage()).isEqualTo(blocks(text, "[CR]EB"));
        assertThat(network.convsPerStageDecoder()).isEqualTo(blocks(text, "R?DB"));
        double rate = configuration.has("dropout_rate") ? configuration.real("dropout_rate") : 0;
        requireUnit(
                network.encoderUnit(),
                word(text, "ENORM"),
                word(text, "ENONLIN"),
                word(text, "EDROPOUT").equals("dropout") ? rate : 0);
        requireUnit(
                network.decoderUnit(),
                word(text, "DNORM"),
                word(text, "DNONLIN"),
                word(text, "DDROPOUT").equals("dropout") ? rate : 0);
    }

    private static List<Integer> blocks(String text, String symbol) {
        return Pattern.compile("\\(\\d+" + symbol + " (\\d+)b\\)")
                .matcher(text)
                .results()
                .map(found -> Integer.parseInt(found.group(1)))
                .toList();
    }

    private static String word(String text, String symbol) {
        Matcher matcher = Pattern.compile("\\(" + symbol + " (\\w+)\\)").matcher(text);
        assertThat(matcher.find()).isTrue();
        return matcher.group(1);
    }

    private static void requireDivisiblePatch(Candidate candidate) {
        UNetSpec network = Architecture.of(candidate).network();
        for (int axis = 0; axis < network.dimensions(); axis++) {
            int at = axis;
            int divisor = network.strides().stream()
                    .mapToInt(stride -> stride.get(at))
                    .reduce(1, (a, b) -> a * b);
            assertThat(candidate.patchSize()[axis] % divisor).isZero();
        }
    }

    @Test
    void refusesWhatIsNotOfTheSpace() {
        SegmentationSpace space = Planned.HIPPOCAMPUS.corrected(SpaceKind.HPO);
        assertThatThrownBy(() -> space.candidate(Planned.changed(space.standard(), "initial_lr", 7.0)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("initial_lr");
        assertThatThrownBy(() -> SpaceKind.parse("hnas")).hasMessageContaining("hpo, hpo-nas, hpo-hnas");
        assertThat(SpaceKind.parse("hpo-hnas")).isEqualTo(SpaceKind.HPO_HNAS);
    }

    @Test
    void refusesABoundBelowThePlannedNetwork() {
        for (SpaceKind kind : List.of(SpaceKind.HPO_NAS, SpaceKind.HPO_HNAS)) {
            assertThatThrownBy(() -> SegmentationSpace.corrected(
                            kind,
                            Planned.BRAIN.candidate(),
                            MemoryBound.relativeTo(Planned.BRAIN.candidate(), 1.01, 2)))
                    .isInstanceOfSatisfying(
                            DecathleteException.class, e -> assertThat(e.kind()).isEqualTo(ErrorKind.RESOURCE))
                    .hasMessageContaining("GiB")
                    .hasMessageContaining("smaller patch");
        }
    }

    @Test
    void countsWhatACandidateCosts() {
        CandidateCost cost = CandidateCost.of(Planned.HIPPOCAMPUS.candidate(), 2);
        assertThat(cost.parameters()).isEqualTo(5_603_177);
        long voxels = 40 * 56 * 40;
        assertThat(cost.trainingMultiplyAdds()).isEqualTo(Math.round(27 * cost.multiplyAddsPerVoxel() * voxels));
        assertThat(CandidateCost.of(Planned.HIPPOCAMPUS.candidate(), 4).trainingBytes())
                .isEqualTo(2 * cost.trainingBytes() - 16 * cost.parameters());
        assertThat(cost.values()).hasSize(4).containsEntry(CandidateCost.PARAMETERS, 5_603_177.0);
    }
}
