package org.decathlete.app.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.decathlete.app.project.RecordingProgress;
import org.decathlete.app.results.FinishedFold;
import org.decathlete.app.results.FinishedRuns;
import org.decathlete.app.selection.SelectRequest;
import org.decathlete.app.selection.Selection;
import org.decathlete.app.selection.SelectionReport;
import org.decathlete.core.candidate.Candidate;
import org.decathlete.core.io.VolumeFiles;
import org.decathlete.core.postprocess.MeanRule;
import org.decathlete.core.run.DecathleteException;
import org.decathlete.core.run.ErrorKind;
import org.decathlete.core.run.Progress;
import org.decathlete.nn.infer.ShippedSegmenters;
import org.decathlete.nn.infer.folder.PredictionSettings;
import org.decathlete.nn.model.ModelBundle;
import org.decathlete.nn.model.ShippedModel;
import org.decathlete.nn.tensor.Device;
import org.decathlete.nn.tensor.Precision;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CascadeTest {
    /** Numbers of images that no training has seen. */
    private static final List<Integer> NEW = List.of(100, 101, 102, 103);

    @TempDir
    private Path folder = Path.of(".");

    /** What a ball is called is told by a wall that lies outside of every fine patch that shows the ball. */
    @Test
    void seesWhatLiesOutsideOfAPatch() {
        CascadeTrainings trainings = new CascadeTrainings(folder);
        trainings.plan(20);
        trainings.train(trainings.fine(), 200, Progress.silent(), "0");
        double fineNew = diceOfNewImages(trainings.work().resolve("model"));
        trainings.train(trainings.coarse(), 300, Progress.silent(), "0", "1");
        trainings.train(trainings.cascade(), 200, Progress.silent(), "0");
        double cascadeNew = diceOfNewImages(trainings.work().resolve("model"));
        double fine = diceOfJudgedCases(trainings, trainings.fine());
        double coarse = diceOfJudgedCases(trainings, trainings.coarse());
        double cascade = diceOfJudgedCases(trainings, trainings.cascade());

        String measured = String.format(
                "fine %.3f, coarse %.3f, cascade %.3f; on new images fine %.3f, cascade %.3f",
                fine, coarse, cascade, fineNew, cascadeNew);
        assertThat(fine).as(measured).isLessThan(0.7);
        assertThat(cascade).as(measured).isGreaterThan(0.8).isGreaterThan(fine + 0.2);
        assertThat(fineNew).as(measured).isLessThan(0.7);
        assertThat(cascadeNew).as(measured).isGreaterThan(0.8).isGreaterThan(fineNew + 0.2);
    }

    /** Of fold 0, as its validation left them; the mean over classes would be zero where one voxel is of the wrong one. */
    private static double diceOfJudgedCases(CascadeTrainings trainings, Candidate candidate) {
        FinishedFold fold = FinishedRuns.of(trainings.project(), candidate, 0).fold(0);
        return trainings.project().dataset().cases().stream()
                .filter(one -> fold.scores().cases().stream()
                        .anyMatch(judged -> judged.id().equals(one.id())))
                .mapToDouble(one -> ContextPhantom.dice(
                        VolumeFiles.readLabels(fold.prediction(one.id())).labels(),
                        VolumeFiles.readLabels(one.label().orElseThrow()).labels()))
                .average()
                .orElseThrow();
    }

    @Test
    void needsEveryFoldOfTheFirstStageAndNoticesWhenThatIsTrainedAgain() throws IOException {
        CascadeTrainings trainings = new CascadeTrainings(folder);
        trainings.plan(4);
        Candidate coarse = trainings.coarse();
        trainings.train(coarse, 2, Progress.silent(), "0");
        assertThatThrownBy(() -> trainings.train(trainings.cascade(), 2, Progress.silent(), "0"))
                .isInstanceOfSatisfying(
                        DecathleteException.class, e -> assertThat(e.kind()).isEqualTo(ErrorKind.USAGE))
                .hasMessageContaining("3d_cascade_fullres refines what 3d_lowres")
                .hasMessageContaining("folds 1 of it are not finished")
                .hasMessageContaining("--folds 1")
                .hasMessageContaining(coarse.id());

        trainings.train(coarse, 2, Progress.silent(), "1");
        trainings.train(trainings.cascade(), 2, Progress.silent(), "0", "1");
        Path stored = stored(trainings, coarse);
        assertThat(cases(stored)).hasSize(4);
        Path fold = trainings.project().workspace().run(trainings.cascade().id(), 0, "0");
        FileTime trained = Files.getLastModifiedTime(fold.resolve("checkpoint_final.safetensors"));
        requireBothStages(trainings, coarse);

        FileTime kept = Files.getLastModifiedTime(stored.resolve("case_1/case.json"));
        delete(stored.resolve("case_0"));
        trainings.train(trainings.cascade(), 2, Progress.silent(), "0");
        assertThat(cases(stored)).hasSize(4);
        assertThat(Files.getLastModifiedTime(stored.resolve("case_1/case.json")))
                .isEqualTo(kept);
        assertThat(Files.getLastModifiedTime(fold.resolve("checkpoint_final.safetensors")))
                .isEqualTo(trained);

        SelectionReport chosen = select(trainings);
        assertThat(chosen.contenders()).hasSize(3);
        assertThat(chosen.leftOut()).isEmpty();

        trainings.train(coarse, 9, Progress.silent(), "1");
        SelectionReport without = select(trainings);
        assertThat(without.leftOut().values())
                .anySatisfy(reason -> assertThat(reason).contains("first stage was trained again since"));
        RecordingProgress said = new RecordingProgress(new ArrayList<>());
        trainings.train(trainings.cascade(), 2, said, "0", "1");
        assertThat(said.said()).anySatisfy(line -> assertThat(line).contains("another training than before"));
        assertThat(Files.getLastModifiedTime(stored.resolve("case_2/case.json")))
                .isGreaterThan(kept);
        assertThat(select(trainings).leftOut()).isEmpty();
    }

    /** With the shipped model alone, as a user has it. */
    private double diceOfNewImages(Path model) {
        Path input = folder.resolve("new");
        Path output = folder.resolve("predicted");
        for (int number : NEW) {
            VolumeFiles.write(
                    input.resolve(number + ".nii.gz"),
                    ContextPhantom.make(number).image());
        }
        Path zip = folder.resolve("handed-on.zip");
        try (ShippedModel shipped = ShippedModel.open(model)) {
            shipped.exportZip(zip);
        }
        try (ShippedModel shipped = ShippedModel.open(zip)) {
            ShippedSegmenters.folder(shipped, Device.CPU, Precision.FP32, 1)
                    .predict(input, output, new PredictionSettings(false, true), Progress.silent(), () -> false);
        }
        double sum = 0;
        for (int number : NEW) {
            sum += ContextPhantom.dice(
                    VolumeFiles.readLabels(output.resolve(number + ".nii.gz")).labels(),
                    ContextPhantom.make(number).label().labels());
        }
        return sum / NEW.size();
    }

    private static void requireBothStages(CascadeTrainings trainings, Candidate coarse) {
        try (ShippedModel model = ShippedModel.open(trainings.work().resolve("model"))) {
            ModelBundle second = model.members().get(0);
            assertThat(second.candidate()).isEqualTo(trainings.cascade());
            ModelBundle first = second.previous().orElseThrow();
            assertThat(first.candidate()).isEqualTo(coarse);
            assertThat(first.description().folds()).containsExactly("0", "1");
        }
    }

    private static SelectionReport select(CascadeTrainings trainings) {
        return Selection.run(
                new SelectRequest(trainings.work(), List.of(), true, MeanRule.NAME, 1), Progress.silent(), () -> false);
    }

    private static Path stored(CascadeTrainings trainings, Candidate coarse) throws IOException {
        Path parent = trainings.project().workspace().candidate(coarse.id()).resolve("seed_0/predicted_next_stage");
        try (Stream<Path> stores = Files.list(parent)) {
            return stores.findFirst().orElseThrow();
        }
    }

    private static Set<Path> cases(Path stored) throws IOException {
        try (Stream<Path> cases = Files.list(stored)) {
            return Set.copyOf(cases.toList());
        }
    }

    private static void delete(Path root) throws IOException {
        try (Stream<Path> files = Files.walk(root)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
