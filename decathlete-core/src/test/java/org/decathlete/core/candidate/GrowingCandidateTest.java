package org.decathlete.core.candidate;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.decathlete.core.dataset.DatasetDescription;
import org.decathlete.core.plan.Fingerprints;
import org.decathlete.core.plan.Planner;
import org.decathlete.core.plan.PlannerPreset;
import org.decathlete.core.plan.Plans;
import org.decathlete.core.run.Json;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.node.ObjectNode;

/** Candidates whose patches grow, and that take Muon. */
class GrowingCandidateTest {
    private static final Candidate CANDIDATE = planned("3d_fullres");

    /** A program that does not know of growing patches would ignore them, and train something else under the same name. */
    @Test
    void growingPatchesAndMuonNeedAProgramThatKnowsThem(@TempDir Path folder) {
        Path file = folder.resolve("candidate.json");
        PatchGrowth growth = PatchGrowth.accelerated();
        for (TrainingRecipe recipe : List.of(
                TrainingRecipe.accelerated(),
                TrainingRecipe.accelerated().withPatchGrowth(null),
                CANDIDATE.recipe().withPatchGrowth(growth))) {
            Candidate candidate = with(CANDIDATE, recipe);
            candidate.write(file);
            assertThat(Json.read(file).path("version").asInt()).isEqualTo(4);
            assertThat(Candidate.read(file)).isEqualTo(candidate).hasSameHashCodeAs(candidate);
            assertThat(Candidate.read(file).id()).isEqualTo(candidate.id()).isNotEqualTo(CANDIDATE.id());
        }
    }

    /** AdamW on whole patches: the accelerated recipe before there were others. */
    @Test
    void candidatesOfBeforePatchesGrewAreReadAsTheyAre(@TempDir Path folder) {
        ObjectNode tree = Json.mapper().valueToTree(with(CANDIDATE, TrainingRecipe.accelerated()));
        ObjectNode before = (ObjectNode) tree.get("recipe");
        before.remove("patchGrowth");
        before.set("optimizer", Json.mapper().valueToTree(OptimizerSpec.Adam.decoupled(2e-3, 1e-2)));
        ((ObjectNode) before.get("optimizer")).put("method", "adam");
        Path file = folder.resolve("candidate.json");
        Json.write(file, tree.put("format", "decathlete-candidate").put("version", 1));
        Candidate read = Candidate.read(file);
        assertThat(read.recipe().optimizer()).isEqualTo(OptimizerSpec.Adam.decoupled(2e-3, 1e-2));
        assertThat(read.recipe().patchGrowth()).isNull();
        assertThat(read.patchSize(0)).containsExactly(40, 56, 40);
        read.write(file);
        assertThat(Json.read(file).path("version").asInt()).isEqualTo(1);
    }

    @Test
    void patchesGrowAlongTheAxesOfTheNetwork() {
        for (String configuration : List.of("2d", "3d_fullres")) {
            Candidate planned = planned(configuration);
            Candidate growing = with(planned, TrainingRecipe.accelerated());
            int[] multiples = planned.network().edgeMultiples();
            assertThat(multiples).hasSameSizeAs(planned.patchSize());
            for (double done : new double[] {0, 0.3, 0.6, 1}) {
                int[] edges = growing.patchSize(done);
                for (int axis = 0; axis < edges.length; axis++) {
                    assertThat(edges[axis] % multiples[axis]).isZero();
                    assertThat(edges[axis]).isBetween(2 * multiples[axis], planned.patchSize()[axis]);
                }
            }
            assertThat(growing.patchSize(0.6)).isEqualTo(planned.patchSize());
            assertThat(growing.patchSize(0)).isNotEqualTo(planned.patchSize());
            assertThat(planned.patchSize(0)).isEqualTo(planned.patchSize());
        }
    }

    private static Candidate with(Candidate candidate, TrainingRecipe recipe) {
        return candidate.with(candidate.patchSize(), candidate.batchSize(), candidate.network(), recipe);
    }

    private static Candidate planned(String configuration) {
        Fingerprints data = new Fingerprints().cases(260, new int[] {36, 50, 35}, 1, 1, 1);
        DatasetDescription description = data.description("MRI", 3);
        Plans plans = new Planner(PlannerPreset.DEFAULT).plan(description, data.fingerprint());
        return Candidate.of(description, plans, configuration, TrainingRecipe.nnUNet());
    }
}
