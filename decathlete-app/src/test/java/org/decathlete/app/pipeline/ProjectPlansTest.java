package org.decathlete.app.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.decathlete.core.phantom.PhantomDataset;
import org.decathlete.core.phantom.PhantomSettings;
import org.decathlete.core.plan.Plans;
import org.decathlete.core.run.DecathleteException;
import org.decathlete.core.run.Progress;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProjectPlansTest {
    @TempDir
    Path folder;

    private Path file = Path.of("");

    @BeforeEach
    void makeDataset() {
        file = folder.resolve("work/nnUNetPlans.json");
        PhantomDataset.write(
                folder.resolve("dataset"), new PhantomSettings(6, new int[] {10, 24, 24}, 5), Progress.silent());
    }

    @Test
    void plansEditedInPlaceAreUsedAndTheirDifferencesTold() throws IOException {
        int planned = plan(Optional.empty(), Optional.empty())
                .configuration("3d_fullres")
                .batchSize();
        edit(file, planned);
        Plans edited = plan(Optional.empty(), Optional.empty());
        assertThat(edited.configuration("3d_fullres").batchSize()).isEqualTo(planned + 3);
        assertThat(edited.explanations())
                .singleElement()
                .asString()
                .contains("3d_fullres.batch_size", "networks are trained again");
    }

    @Test
    void aGivenFileIsCheckedAndTaken() throws IOException {
        int planned = plan(Optional.empty(), Optional.empty())
                .configuration("3d_fullres")
                .batchSize();
        Path given = folder.resolve("given.json");
        Files.copy(file, given);
        edit(given, planned);
        assertThat(plan(Optional.empty(), Optional.of(given))
                        .configuration("3d_fullres")
                        .batchSize())
                .isEqualTo(planned + 3);
        Files.writeString(given, "{}");
        assertThatThrownBy(() -> plan(Optional.empty(), Optional.of(given))).isInstanceOf(DecathleteException.class);
    }

    @Test
    void aPresetIsRememberedAndNeverOverwritesWhatWasEdited() throws IOException {
        assertThat(plan(Optional.of("resenc-m"), Optional.empty()).plansName()).isEqualTo("nnUNetResEncUNetMPlans");
        Plans again = plan(Optional.empty(), Optional.empty());
        assertThat(again.plansName()).isEqualTo("nnUNetResEncUNetMPlans");
        edit(file, again.configuration("3d_fullres").batchSize());
        assertThatThrownBy(() -> plan(Optional.of("default"), Optional.empty()))
                .isInstanceOf(DecathleteException.class)
                .hasMessageContaining("edited by hand");
    }

    @Test
    void residualBatchesAreCappedUnlessThePublishedOnesAreAskedFor() {
        int capped = plan(Optional.of("resenc-m"), Optional.empty())
                .configuration("2d")
                .batchSize();
        int published = plan(Optional.of("resenc-m" + Steps.PUBLISHED_BATCH), Optional.empty())
                .configuration("2d")
                .batchSize();
        assertThat(published).isGreaterThan(10 * capped);
    }

    @Test
    void theDatasetsOwnDescriptionStandsBesideThePlans() {
        plan(Optional.empty(), Optional.empty());
        assertThat(folder.resolve("work/dataset.json")).hasSameTextualContentAs(folder.resolve("dataset/dataset.json"));
    }

    private Plans plan(Optional<String> preset, Optional<Path> given) {
        return Steps.plan(
                new PlanRequest(folder.resolve("dataset"), folder.resolve("work"), preset, given, FoldRequest.UNSTATED),
                2,
                Progress.silent());
    }

    /** Raises the batch of every configuration by three. */
    private static void edit(Path plans, int batch) throws IOException {
        String text = Files.readString(plans);
        String edited = text.replace("\"batch_size\" : " + batch, "\"batch_size\" : " + (batch + 3));
        assertThat(edited).isNotEqualTo(text);
        Files.writeString(plans, edited);
    }
}
