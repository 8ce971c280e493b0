package org.decathlete.nn.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.decathlete.core.candidate.Candidate;
import org.decathlete.core.candidate.LossRecipe;
import org.decathlete.core.candidate.TrainingRecipe;
import org.decathlete.core.run.DecathleteException;
import org.decathlete.core.run.Json;
import org.decathlete.core.run.Progress;
import org.decathlete.nn.extension.OneLayerSpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** A network and a loss that a third party's jar brings are trained without touching our code. */
class ExtensionTest {
    @TempDir
    Path folder;

    @Test
    void trainsAForeignNetworkWithAForeignLoss() throws IOException {
        Candidate candidate = candidate("squared-error");
        Path file = folder.resolve("candidate.json");
        candidate.write(file);
        assertThat(Candidate.read(file)).isEqualTo(candidate);
        trainer(candidate).run();
        List<JsonNode> lines = Files.readAllLines(folder.resolve("run/metrics.jsonl")).stream()
                .map(Json.mapper()::readTree)
                .toList();
        assertThat(lines.get(lines.size() - 1).get("train_loss").asDouble())
                .isLessThan(0.8 * lines.get(1).get("train_loss").asDouble());
    }

    @Test
    void aCandidateTrainsWithMonaisLoss() throws IOException {
        trainer(candidate("monai_dice_focal")).run();
        List<JsonNode> lines = Files.readAllLines(folder.resolve("run/metrics.jsonl")).stream()
                .map(Json.mapper()::readTree)
                .toList();
        assertThat(lines.get(lines.size() - 1).get("train_loss").asDouble())
                .isLessThan(lines.get(1).get("train_loss").asDouble());
    }

    @Test
    void namesWhatIsKnownWhereALossIsNot() {
        assertThatThrownBy(() -> trainer(candidate("hinge")).run())
                .isInstanceOf(DecathleteException.class)
                .hasMessageContaining("loss \"hinge\"")
                .hasMessageContaining("dice_ce, monai_dice_ce, monai_dice_focal, squared-error, topk");
    }

    private Trainer trainer(Candidate candidate) {
        return new Trainer(
                candidate,
                PhantomStore.split(),
                PhantomStore.open(folder.resolve("store")),
                PhantomTraining.settings(40, 1),
                folder.resolve("run"),
                Progress.silent());
    }

    private static Candidate candidate(String loss) {
        Candidate base = PhantomStore.candidate(0.05);
        TrainingRecipe recipe = base.recipe();
        return new Candidate(
                base.data(),
                base.configuration(),
                base.preprocessing(),
                base.patchSize(),
                base.batchSize(),
                base.batchDice(),
                new OneLayerSpec(3, 1, 3),
                new TrainingRecipe(
                        recipe.optimizer(),
                        recipe.schedule(),
                        new LossRecipe(loss, 1, 1, 1e-5),
                        false,
                        recipe.gradientClip(),
                        recipe.epochs(),
                        recipe.iterationsPerEpoch(),
                        recipe.validationIterations(),
                        recipe.foregroundOversampling(),
                        recipe.scoreMomentum(),
                        recipe.augmentation()));
    }
}
