package org.decathlete.core.candidate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.decathlete.core.dataset.DatasetDescription;
import org.decathlete.core.plan.Fingerprints;
import org.decathlete.core.plan.Planner;
import org.decathlete.core.plan.PlannerPreset;
import org.decathlete.core.plan.Plans;
import org.decathlete.core.run.AtomicFiles;
import org.decathlete.core.run.DecathleteException;
import org.decathlete.core.run.Json;
import org.decathlete.core.spec.StageKind;
import org.decathlete.core.spec.UNetSpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

class CandidateTest {
    private static final Candidate CANDIDATE = planned("3d_fullres");

    @Test
    void takesEverythingFromThePlans() {
        assertThat(CANDIDATE.patchSize()).containsExactly(40, 56, 40);
        assertThat(CANDIDATE.batchSize()).isEqualTo(9);
        assertThat(CANDIDATE.batchDice()).isFalse();
        assertThat(CANDIDATE.network()).isInstanceOf(UNetSpec.class);
        assertThat(CANDIDATE.network().outputChannels()).isEqualTo(3);
        assertThat(CANDIDATE.preprocessing().spacing()).containsExactly(1, 1, 1);
        assertThat(planned("2d").preprocessing().sliceWise()).isTrue();
    }

    @Test
    void readsBackEqualWithTheSameId(@TempDir Path folder) {
        for (String configuration : List.of("2d", "3d_fullres")) {
            Candidate candidate = planned(configuration);
            Path file = folder.resolve("candidate.json");
            candidate.write(file);
            Candidate read = Candidate.read(file);
            assertThat(read).isEqualTo(candidate).hasSameHashCodeAs(candidate);
            assertThat(read.id()).isEqualTo(candidate.id());
            assertThat(read.canonical()).isEqualTo(candidate.canonical());
        }
    }

    @Test
    void hasAShortIdThatDependsOnNothingButItself() {
        assertThat(CANDIDATE.id())
                .matches("[0-9a-f]{16}")
                .isEqualTo(planned("3d_fullres").id());
        assertThat(planned("2d").id()).isNotEqualTo(CANDIDATE.id());
    }

    @Test
    void holdsNoRunSettings() {
        Set<String> names = new HashSet<>();
        collectNames(Json.mapper().readTree(CANDIDATE.canonical()), names);
        assertThat(names)
                .doesNotContain(
                        "seed", "device", "precision", "budget", "threads", "fold", "folds", "format", "version", "id");
    }

    /** Every single value of the JSON is changed in turn; what can still be read has another id. */
    @Test
    void anyChangedFieldChangesTheId() {
        JsonNode tree = Json.mapper().readTree(CANDIDATE.canonical());
        Set<String> ids = new HashSet<>(Set.of(CANDIDATE.id()));
        int changed = 0;
        int leaves = countLeaves(tree);
        for (int leaf = 0; leaf < leaves; leaf++) {
            ObjectNode copy = (ObjectNode) tree.deepCopy();
            changeLeaf(copy, new int[] {leaf});
            Candidate other;
            try {
                other = Json.mapper().treeToValue(copy, Candidate.class);
            } catch (tools.jackson.core.JacksonException e) {
                continue;
            }
            assertThat(ids.add(other.id()))
                    .as("id after changing value %d: %s", leaf, copy)
                    .isTrue();
            assertThat(other).isNotEqualTo(CANDIDATE);
            changed++;
        }
        assertThat(leaves).isGreaterThan(100);
        assertThat(changed).as("readable changes of %d", leaves).isGreaterThan(leaves / 2);
    }

    @Test
    void writesKeysSortedAndDefaultsOut() {
        String canonical = CANDIDATE.canonical();
        assertThat(canonical).startsWith("{\"batchDice\":false,\"batchSize\":9,");
        assertThat(canonical).contains("\"forceSeparateZ\":null", "\"foregroundOversampling\":0.33", "\"ignore\":null");
        assertThat(canonical).doesNotContain("\n");
    }

    /** The id of batches of two and more is what it was before nnU-Net's batches of one were told apart. */
    @Test
    void nnunetsBatchOfOneSaysThatNothingIsCentredAndTheAcceleratedOneDoesNot() {
        assertThat(CANDIDATE.canonical()).doesNotContain("sparseOversampling");
        Candidate one = CANDIDATE.withBatchSize(1);
        assertThat(one.recipe().sparseOversampling()).isTrue();
        assertThat(RecipeName.of(one.recipe())).contains(RecipeName.NNUNET);
        assertThat(one.withBatchSize(CANDIDATE.batchSize())).isEqualTo(CANDIDATE);
        Candidate accelerated = new Candidate(
                CANDIDATE.data(),
                CANDIDATE.configuration(),
                CANDIDATE.preprocessing(),
                CANDIDATE.patchSize(),
                1,
                CANDIDATE.batchDice(),
                CANDIDATE.network(),
                TrainingRecipe.accelerated());
        assertThat(accelerated.withBatchSize(1)).isEqualTo(accelerated);
        assertThat(accelerated.canonical()).doesNotContain("sparseOversampling");
    }

    @Test
    void writesNumbersTheSameOnEveryJavaVersion() {
        // Before Java 19 Double.toString gave more digits than these; ids must not depend on it.
        assertThat(Json.canonical(List.of(Double.valueOf("8.41E21"), Double.valueOf("2E23"))))
                .isEqualTo("[8.41E21,2.0E23]");
    }

    @Test
    void refusesWhatDoesNotFitTogether() {
        assertThatThrownBy(() -> new Candidate(
                        CANDIDATE.data(),
                        "3d_fullres",
                        CANDIDATE.preprocessing(),
                        new int[] {40, 56},
                        2,
                        false,
                        CANDIDATE.network(),
                        CANDIDATE.recipe()))
                .hasMessageContaining("[40, 56]");
        UNetSpec network = (UNetSpec) CANDIDATE.network();
        assertThatThrownBy(() -> with(network.withChannels(1, 7))).hasMessageContaining("7 outputs");
        assertThatThrownBy(() -> with(network.withDeepSupervision(false))).hasMessageContaining("deep supervision");
    }

    @Test
    void refusesOtherFilesAndNewerVersions(@TempDir Path folder) {
        Path file = folder.resolve("candidate.json");
        AtomicFiles.writeString(file, "{\"format\": \"other\"}");
        assertThatThrownBy(() -> Candidate.read(file))
                .isInstanceOf(DecathleteException.class)
                .hasMessageContaining("no candidate");
        AtomicFiles.writeString(file, "{\"format\": \"decathlete-candidate\", \"version\": 5}");
        assertThatThrownBy(() -> Candidate.read(file))
                .isInstanceOf(DecathleteException.class)
                .hasMessageContaining("version 5");
        AtomicFiles.writeString(file, "{\"format\": \"decathlete-candidate\", \"version\": 1}");
        assertThatThrownBy(() -> Candidate.read(file)).isInstanceOf(DecathleteException.class);
    }

    /** A program that knows plain decoders alone must not take a residual one for its own. */
    @Test
    void aResidualDecoderNeedsAProgramThatKnowsIt(@TempDir Path folder) {
        Path file = folder.resolve("candidate.json");
        CANDIDATE.write(file);
        assertThat(Json.read(file).path("version").asInt()).isEqualTo(1);
        UNetSpec network = ((UNetSpec) CANDIDATE.network()).withDecoderStages(StageKind.RESIDUAL);
        Candidate residual = CANDIDATE.with(CANDIDATE.patchSize(), CANDIDATE.batchSize(), network, CANDIDATE.recipe());
        residual.write(file);
        assertThat(Json.read(file).path("version").asInt()).isEqualTo(3);
        assertThat(Candidate.read(file)).isEqualTo(residual);
        assertThat(residual.id()).isNotEqualTo(CANDIDATE.id());
    }

    /** The id was taken before candidates could have a previous stage. */
    @Test
    void aSingleStageSaysNothingOfAPreviousOne() {
        assertThat(CANDIDATE.canonical()).doesNotContain("previousStage");
        assertThat(CANDIDATE.id()).isEqualTo("613f495bdb9d7f41");
        assertThat(CANDIDATE.previousLabels()).isEmpty();
    }

    @Test
    void theSecondStageOfACascadeHoldsTheFirstAndSeesItsLabels(@TempDir Path folder) {
        Candidate cascade = large("3d_cascade_fullres");
        PreviousStage previous = Objects.requireNonNull(cascade.previousStage());
        assertThat(previous.candidate()).isEqualTo(large("3d_lowres"));
        assertThat(previous.candidate().patchSize()).containsExactly(128, 128, 128);
        assertThat(previous.augmentation()).isEqualTo(new CascadeAugmentation(0.4, 0.5, 1, 8, 0.2, 0.5, 0.15, 0));
        assertThat(cascade.previousLabels()).containsExactly(1, 2);
        assertThat(cascade.network().inputChannels()).isEqualTo(3);
        assertThat(cascade.preprocessing()).isEqualTo(large("3d_fullres").preprocessing());
        assertThat(cascade.id()).isNotEqualTo(large("3d_fullres").id());
        assertThat(cascade.refining(previous.candidate().withBatchSize(7)).id()).isNotEqualTo(cascade.id());

        Path file = folder.resolve("candidate.json");
        cascade.write(file);
        assertThat(Json.read(file).path("version").asInt()).isEqualTo(2);
        assertThat(Candidate.read(file)).isEqualTo(cascade).hasSameHashCodeAs(cascade);
        assertThat(Candidate.read(file).id()).isEqualTo(cascade.id());
        assertThat(cascade.withLearningRate(0.5).previousStage())
                .as("another rate is no reason to forget the first stage")
                .isEqualTo(cascade.previousStage());
        previous.candidate().write(file);
        assertThat(Json.read(file).path("version").asInt()).isEqualTo(1);
    }

    @Test
    void aPreviousStageOfOtherLabelsOrTooFewInputsIsRefused() {
        Candidate cascade = large("3d_cascade_fullres");
        assertThatThrownBy(() -> cascade.refining(CANDIDATE)).hasMessageContaining("previous stage is for channels");
        assertThatThrownBy(() -> new Candidate(
                        cascade.data(),
                        cascade.configuration(),
                        cascade.preprocessing(),
                        cascade.patchSize(),
                        2,
                        false,
                        ((UNetSpec) cascade.network()).withChannels(1, 3),
                        cascade.recipe(),
                        cascade.previousStage()))
                .hasMessageContaining("1 input channels")
                .hasMessageContaining("make 3");
    }

    private static Candidate large(String configuration) {
        Fingerprints data = new Fingerprints().cases(131, new int[] {432, 512, 512}, 1, 0.7676, 0.7676);
        DatasetDescription description = data.description("CT", 3);
        Plans plans = new Planner(PlannerPreset.DEFAULT).plan(description, data.fingerprint());
        return Candidate.of(description, plans, configuration, TrainingRecipe.nnUNet());
    }

    private static Candidate with(UNetSpec network) {
        return new Candidate(
                CANDIDATE.data(),
                CANDIDATE.configuration(),
                CANDIDATE.preprocessing(),
                CANDIDATE.patchSize(),
                CANDIDATE.batchSize(),
                CANDIDATE.batchDice(),
                network,
                CANDIDATE.recipe());
    }

    private static Candidate planned(String configuration) {
        Fingerprints data = new Fingerprints().cases(260, new int[] {36, 50, 35}, 1, 1, 1);
        DatasetDescription description = data.description("MRI", 3);
        Plans plans = new Planner(PlannerPreset.DEFAULT).plan(description, data.fingerprint());
        return Candidate.of(description, plans, configuration, TrainingRecipe.nnUNet());
    }

    private static void collectNames(JsonNode node, Set<String> names) {
        node.properties().forEach(field -> names.add(field.getKey()));
        node.forEach(child -> collectNames(child, names));
    }

    private static int countLeaves(JsonNode node) {
        int count = node.isContainer() ? 0 : 1;
        for (JsonNode child : node) {
            count += countLeaves(child);
        }
        return count;
    }

    /** Changes the leaf that {@code left[0]} counts down to. */
    private static void changeLeaf(JsonNode node, int[] left) {
        if (node instanceof ObjectNode object) {
            object.properties().forEach(field -> {
                if (field.getValue().isContainer()) {
                    changeLeaf(field.getValue(), left);
                } else if (left[0]-- == 0) {
                    object.set(field.getKey(), changed(field.getValue()));
                }
            });
        } else if (node instanceof ArrayNode array) {
            for (int i = 0; i < array.size(); i++) {
                if (array.get(i).isContainer()) {
                    changeLeaf(array.get(i), left);
                } else if (left[0]-- == 0) {
                    array.set(i, changed(array.get(i)));
                }
            }
        }
    }

    private static JsonNode changed(JsonNode leaf) {
        Object value = leaf.isBoolean()
                ? !leaf.booleanValue()
                : leaf.isIntegralNumber()
                        ? leaf.longValue() + 2
                        : leaf.isNumber()
                                ? leaf.doubleValue() * 1.001 + 1e-9
                                : leaf.isNull() ? true : leaf.asString() + "x";
        return Json.mapper().valueToTree(value);
    }
}
