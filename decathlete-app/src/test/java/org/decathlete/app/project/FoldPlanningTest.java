package org.decathlete.app.project;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.decathlete.core.dataset.DatasetReader;
import org.decathlete.core.dataset.folds.Folds;
import org.decathlete.core.dataset.folds.Split;
import org.decathlete.core.dataset.folds.SplitsFile;
import org.decathlete.core.phantom.PhantomDataset;
import org.decathlete.core.phantom.PhantomSettings;
import org.decathlete.core.run.AtomicFiles;
import org.decathlete.core.run.DecathleteException;
import org.decathlete.core.run.Progress;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FoldPlanningTest {
    @TempDir
    private Path folder = Path.of(".");

    private final List<String> said = new ArrayList<>();

    @BeforeEach
    void makeData() {
        PhantomDataset.write(
                folder.resolve("dataset"), new PhantomSettings(10, new int[] {8, 16, 16}, 5), Progress.silent());
    }

    @Test
    void foldsAreNnunetsUnlessSomethingElseIsAskedForAndThatIsThenKept() throws IOException {
        prepare(FoldRequest.UNSTATED);
        assertThat(splits()).isEqualTo(Folds.of(project().ids(), 5));
        assertThat(folder.resolve("work/folds.json")).doesNotExist();

        FoldRequest pairs = pattern("(\\d)$");
        prepare(pairs);
        List<Split> grouped = splits();
        assertThat(said).anyMatch(line -> line.contains("made again"));
        said.clear();
        prepare(FoldRequest.UNSTATED);
        prepare(pairs);
        assertThat(splits()).isEqualTo(grouped);
        assertThat(said).isEmpty();

        Files.createDirectories(folder.resolve("work/runs"));
        assertThatThrownBy(() -> prepare(new FoldRequest(Optional.empty(), Optional.empty(), true)))
                .isInstanceOf(DecathleteException.class)
                .hasMessageContaining("trainings were made");
    }

    @Test
    void aSplitsFileThatTearsAGroupIsRefusedLaterToo() {
        Path groups = folder.resolve("groups.csv");
        List<String> ids = project().ids();
        StringBuilder table = new StringBuilder("case,patient\n");
        for (int i = 0; i < ids.size(); i++) {
            table.append(ids.get(i)).append(",patient ").append(i / 2).append('\n');
        }
        AtomicFiles.writeString(groups, table.toString());
        prepare(new FoldRequest(Optional.of(groups), Optional.empty(), false));
        for (Split split : splits()) {
            assertThat(split.validation()).hasSize(2);
            assertThat(ids.indexOf(split.validation().get(0)) / 2)
                    .isEqualTo(ids.indexOf(split.validation().get(1)) / 2);
        }
        SplitsFile.write(folder.resolve("work/splits_final.json"), Folds.of(ids, 5));
        assertThatThrownBy(() -> prepare(FoldRequest.UNSTATED))
                .isInstanceOf(DecathleteException.class)
                .hasMessageContaining("belongs to group patient");
    }

    @Test
    void theSameImageTwiceIsSaidAndKeptTogetherOnRequest() throws IOException {
        for (String part : List.of("imagesTr", "labelsTr")) {
            List<Path> files;
            try (var found = Files.list(folder.resolve("dataset").resolve(part))) {
                files = found.sorted().toList();
            }
            // nnU-Net puts the first two of ten cases into different folds.
            Files.copy(files.get(0), files.get(1), StandardCopyOption.REPLACE_EXISTING);
        }
        prepare(FoldRequest.UNSTATED);
        assertThat(said).anyMatch(line -> line.contains("has the same image as"));
        said.clear();
        prepare(new FoldRequest(Optional.empty(), Optional.empty(), true));
        assertThat(said).noneMatch(line -> line.contains("has the same image as"));
    }

    @Test
    void foldsThatCameWithTheDatasetAreTakenAsNnunetDoes() {
        List<String> ids = project().ids();
        List<Split> own = List.of(
                new Split(ids.subList(0, 7), ids.subList(7, 10)), new Split(ids.subList(3, 10), ids.subList(0, 3)));
        SplitsFile.write(folder.resolve("dataset/splits_final.json"), own);
        prepare(FoldRequest.UNSTATED);
        assertThat(splits()).isEqualTo(own);
        assertThat(said).anyMatch(line -> line.contains("dataset/splits_final.json") && line.contains("4 cases"));

        said.clear();
        prepare(FoldRequest.UNSTATED);
        assertThat(said).isEmpty();
        SplitsFile.write(folder.resolve("work/splits_final.json"), Folds.of(ids, 5));
        prepare(FoldRequest.UNSTATED);
        assertThat(splits()).isEqualTo(Folds.of(ids, 5));
        assertThat(said).anyMatch(line -> line.contains("they differ from those of"));
    }

    @Test
    void foldsOfPythonsPreprocessedFolderAreTaken() {
        Path raw = folder.resolve("nnUNet_raw/Dataset001_Phantom");
        PhantomDataset.write(raw, new PhantomSettings(10, new int[] {8, 16, 16}, 5), Progress.silent());
        List<String> ids = DatasetReader.read(raw).ids();
        List<Split> own = List.of(new Split(ids.subList(0, 5), ids.subList(5, 10)));
        SplitsFile.write(folder.resolve("nnUNet_preprocessed/Dataset001_Phantom/splits_final.json"), own);
        Project project = Project.open(raw, folder.resolve("work"), 2, Progress.silent());
        new FoldPlanning(project, Inspection.run(project)).prepare(FoldRequest.UNSTATED);
        assertThat(splits()).isEqualTo(own);
    }

    @Test
    void givenFoldsOfOtherCasesAreRefusedBeforeAnythingIsWritten() {
        SplitsFile.write(
                folder.resolve("dataset/splits_final.json"),
                List.of(new Split(project().ids(), List.of("a_stranger"))));
        assertThatThrownBy(() -> prepare(FoldRequest.UNSTATED))
                .isInstanceOf(DecathleteException.class)
                .hasMessageContainingAll("dataset/splits_final.json", "a_stranger");
        assertThat(folder.resolve("work/splits_final.json")).doesNotExist();
    }

    @Test
    void groupsAndAPatternExcludeEachOther() {
        assertThatThrownBy(() -> new FoldRequest(Optional.of(folder), Optional.of("x"), false))
                .isInstanceOf(DecathleteException.class)
                .hasMessageContaining("--group-pattern");
    }

    private static FoldRequest pattern(String text) {
        return new FoldRequest(Optional.empty(), Optional.of(text), false);
    }

    private void prepare(FoldRequest request) {
        Project project = project();
        new FoldPlanning(project, Inspection.run(project)).prepare(request);
    }

    private List<Split> splits() {
        return SplitsFile.read(folder.resolve("work/splits_final.json"));
    }

    private Project project() {
        return Project.open(folder.resolve("dataset"), folder.resolve("work"), 2, new Progress() {
            @Override
            public Stage start(String name, long total) {
                return Progress.silent().start(name, total);
            }

            @Override
            public void say(String line) {
                if (!line.startsWith("integrity") && !line.contains("same voxels")) {
                    said.add(line);
                }
            }
        });
    }
}
