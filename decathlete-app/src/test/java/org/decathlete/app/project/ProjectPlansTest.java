package org.decathlete.app.project;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.decathlete.core.dataset.DatasetDescription;
import org.decathlete.core.phantom.PhantomDataset;
import org.decathlete.core.phantom.PhantomSettings;
import org.decathlete.core.plan.Plans;
import org.decathlete.core.plan.json.PlansJson;
import org.decathlete.core.run.DecathleteException;
import org.decathlete.core.run.Hash;
import org.decathlete.core.run.Json;
import org.decathlete.core.run.Progress;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.node.ObjectNode;

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
        assertThat(edited.explanations().get(0)).contains("3d_fullres.batch_size", "networks are trained again");
        assertThat(edited.explanations().subList(1, edited.explanations().size()))
                .as("the planner's reasons for what was not changed stay")
                .anyMatch(reason -> reason.startsWith("2d works at"))
                .anyMatch(reason -> reason.startsWith("The axes"))
                .noneMatch(reason -> reason.contains("3d_fullres"));
    }

    @Test
    void publishedBatchesOfThePresetThatTheFolderHasCanBeAskedForAlone() {
        plan(Optional.of("resenc-m"), Optional.empty());
        Plans published = plan(Optional.of(Steps.PUBLISHED_BATCH), Optional.empty());
        assertThat(published.plansName()).isEqualTo("nnUNetResEncUNetMPlans");
        assertThat(published)
                .isEqualTo(plan(Optional.of("resenc-m" + Steps.PUBLISHED_BATCH), Optional.empty()))
                .isEqualTo(plan(Optional.empty(), Optional.empty()));
    }

    @Test
    void aGivenFileAndAPresetGoTogetherInAFreshFolder() {
        Plans large = plan(Optional.of("resenc-m"), Optional.empty());
        Path given = folder.resolve("given.json");
        PlansJson.write(given, large);
        Plans adopted = Steps.plan(
                new PlanRequest(
                        folder.resolve("dataset"),
                        folder.resolve("fresh"),
                        Optional.of("resenc-m"),
                        Optional.of(given),
                        FoldRequest.UNSTATED),
                2,
                Progress.silent());
        assertThat(adopted.configurations()).isEqualTo(large.configurations());
        assertThat(adopted.explanations()).as("nothing differs").isEqualTo(large.explanations());
    }

    @Test
    void aKillBetweenOriginAndPlansDoesNotMakeThePlannersOwnFileLookEdited() throws IOException {
        plan(Optional.empty(), Optional.empty());
        String before = Files.readString(file);
        Path origin = folder.resolve("work/plans_origin.json");
        plan(Optional.of("resenc-m"), Optional.empty());
        ObjectNode tree = (ObjectNode) Json.read(origin);
        Json.write(origin, tree.put("before", Hash.of(before)));
        Files.writeString(file, before);
        assertThat(plan(Optional.of("resenc-m"), Optional.empty()).plansName()).isEqualTo("nnUNetResEncUNetMPlans");
        assertThat(Json.read(origin).path("before").isNull()).isTrue();

        Json.write(origin, tree.put("before", Hash.of(before)));
        Files.delete(file);
        assertThat(plan(Optional.of("default"), Optional.empty()).plansName()).isEqualTo("nnUNetPlans");
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

    @Test
    void whatADatalistDeclaresStandsBesideThePlansInNnunetsDialect() throws IOException {
        Path list = Files.move(folder.resolve("dataset/dataset.json"), folder.resolve("dataset/list.json"));
        Steps.plan(PlanRequest.of(list, folder.resolve("work")), 2, Progress.silent());
        Path written = folder.resolve("work/dataset.json");
        assertThat(Json.read(written).at("/channel_names/0").asString()).isEqualTo("MRI");
        assertThat(Json.read(written).at("/labels/small organ").asInt()).isEqualTo(2);
        assertThat(Json.read(written).path("file_ending").asString()).isEqualTo(".nii.gz");
        assertThat(DatasetDescription.read(written)).isEqualTo(DatasetDescription.read(list));
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
