package org.decathlete.app.selection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.decathlete.app.folds.TinyTrainings;
import org.decathlete.app.project.Project;
import org.decathlete.app.results.CrossValidation;
import org.decathlete.app.results.FinishedFold;
import org.decathlete.app.results.FinishedRuns;
import org.decathlete.app.shipping.ModelExport;
import org.decathlete.app.shipping.ModelImport;
import org.decathlete.core.candidate.Candidate;
import org.decathlete.core.dataset.Case;
import org.decathlete.core.io.VolumeFiles;
import org.decathlete.core.metrics.EvaluationSettings;
import org.decathlete.core.metrics.Evaluator;
import org.decathlete.core.metrics.SummaryFile;
import org.decathlete.core.postprocess.KeepLargestComponent;
import org.decathlete.core.postprocess.MeanRule;
import org.decathlete.core.postprocess.NnunetPostprocessing;
import org.decathlete.core.postprocess.Postprocessing;
import org.decathlete.core.postprocess.ProbabilityArrays;
import org.decathlete.core.postprocess.StoredProbabilities;
import org.decathlete.core.preprocess.restoration.ProbabilityJoin;
import org.decathlete.core.run.DecathleteException;
import org.decathlete.core.run.ErrorKind;
import org.decathlete.core.run.Progress;
import org.decathlete.core.spec.NetworkSpec;
import org.decathlete.core.volume.LabelVolume;
import org.decathlete.nn.infer.ShippedSegmenters;
import org.decathlete.nn.infer.folder.PredictionOutcome;
import org.decathlete.nn.infer.folder.PredictionSettings;
import org.decathlete.nn.model.ModelBundle;
import org.decathlete.nn.model.ShippedModel;
import org.decathlete.nn.tensor.Device;
import org.decathlete.nn.tensor.Precision;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/**
 * Two candidates are trained a little on two folds; what they said about the validation cases is then replaced by something made by
 * hand: each is unsure and wrong in other voxels of the organs, and both see organ in one far corner.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SelectionTest {
    private static final float WRONG = 0.55f;

    @TempDir
    private static Path folder = Path.of(".");

    private TinyTrainings trainings = new TinyTrainings(folder);

    @BeforeAll
    void train() {
        trainings = new TinyTrainings(folder);
        trainings.plan(6);
        trainings.train(4, true, "0", "1");
        trainings.train(6, true, "0", "1");
    }

    @BeforeEach
    void replacePredictions() {
        List<CrossValidation> runs = FinishedRuns.find(trainings.project().workspace());
        assertThat(runs).hasSize(2);
        for (int model = 0; model < runs.size(); model++) {
            for (FinishedFold fold : runs.get(model).folds().values()) {
                replace(fold, model);
            }
        }
    }

    @Test
    void theEnsembleOfTwoThatErrApartIsChosenAndTheCornerRemoved() {
        SelectionReport report = select(true);

        assertThat(report.contenders()).hasSize(3);
        assertThat(report.leftOut()).isEmpty();
        assertThat(report.chosen())
                .contains(" + ")
                .isEqualTo(report.contenders().get(0).name());
        assertThat(report.folds()).containsExactly(0, 1);
        assertThat(report.cases()).isEqualTo(3);
        double best = Objects.requireNonNull(report.contenders().get(0).dice().estimate());
        double second = Objects.requireNonNull(report.contenders().get(1).dice().estimate());
        assertThat(best).isGreaterThan(second + 0.05).isLessThan(1);
        assertThat(report.contenders().get(1).behindChosen().low()).isPositive();
        assertThat(report.reason()).contains(report.chosen(), "more than these cases would show by chance");
        assertThat(report.postprocessing().diceAfter()).isEqualTo(1);
        assertThat(report.postprocessing().words()).contains("largest component");
        assertThat(trainings.work().resolve("selection.json")).exists();
        try (ShippedModel model = ShippedModel.open(Path.of(report.model()))) {
            assertThat(model.id()).isEqualTo(report.modelId());
            assertThat(model.postprocessing().steps()).isNotEmpty();
            assertThat(model.members()).hasSize(2);
            for (ModelBundle member : model.members()) {
                assertThat(member.description().folds()).containsExactly("0", "1");
                assertThat(member.description().provenance().folds())
                        .allMatch(
                                fold -> fold.iterations() == 2 && fold.trained().size() > 3);
            }
            requirePrediction(model);
        }
        assertThat(select(true).contenders()).isEqualTo(report.contenders());

        // Trainings that are finished are no reason to ship something else.
        trainings.train(4, true, "0", "1");
        assertThat(trainings.work().resolve("selection.json")).exists();
        try (ShippedModel model = ShippedModel.open(Path.of(report.model()))) {
            assertThat(model.members()).hasSize(2);
        }
    }

    @Test
    void whatWasSelectedGoesToNnunetWholeFromWhereverItLies() {
        SelectionReport report = select(true);
        Path zip = folder.resolve("ensemble.zip");
        Path exported = folder.resolve("for-nnunet");
        try (ShippedModel model = ShippedModel.open(Path.of(report.model()))) {
            model.exportZip(zip);
            ModelExport.Outcome outcome = ModelExport.run(
                    new ModelExport.Request(zip, ModelExport.Format.NNUNET, exported, null), Progress.silent());
            assertThat(outcome.members())
                    .extracting(ModelExport.Exported::candidate)
                    .containsExactlyElementsOf(model.members().stream()
                            .map(member -> member.candidate().id())
                            .toList());
            assertThat(NnunetPostprocessing.read(exported.resolve("postprocessing.json")))
                    .isEqualTo(model.postprocessing());
        }
        for (String member : List.of("member_0", "member_1")) {
            for (String file :
                    List.of("plans.json", "dataset.json", "dataset_fingerprint.json", "fold_1/checkpoint_final.pth")) {
                assertThat(exported.resolve(member).resolve(file)).isNotEmptyFile();
            }
            try (ModelBundle back = ModelBundle.open(exported.resolve(member))) {
                assertThat(back.description().folds()).containsExactly("0", "1");
            }
        }
        assertThatThrownBy(() -> ModelExport.run(
                        new ModelExport.Request(zip, ModelExport.Format.ONNX, folder.resolve("one.onnx"), null),
                        Progress.silent()))
                .hasMessageContaining("ensemble of 2");
    }

    @Test
    void postprocessingGoesToNnunetAndComesBack() {
        Path model = Path.of(select(false).model());
        Postprocessing steps = Postprocessing.NONE.and(new KeepLargestComponent(List.of(2)));
        steps.write(model.resolve(ShippedModel.POSTPROCESSING));
        Path exported = folder.resolve("single-for-nnunet");
        Path back = folder.resolve("single-back");
        ModelExport.run(new ModelExport.Request(model, ModelExport.Format.NNUNET, exported, null), Progress.silent());
        ModelImport.run(exported, null, back, Progress.silent());
        assertThat(ShippedModel.postprocessing(exported)).isEqualTo(steps);
        assertThat(ShippedModel.postprocessing(back)).isEqualTo(steps);
    }

    @Test
    void theReportTellsTheSelectionAndIsWrittenAgainFromWhatItLeft() throws IOException {
        SelectionReport selection = select(true);
        Path file = trainings.work().resolve("report.html");
        String html = Files.readString(file);
        assertThat(html).contains("What was compared and chosen", selection.chosen() + " – chosen");
        assertThat(html).contains(selection.reason().replace("'", "&#39;"));
        for (SelectionReport.Row row : selection.contenders()) {
            double dice = Objects.requireNonNull(row.dice().estimate());
            assertThat(html).contains(String.format(Locale.ROOT, "%.4f (", dice));
        }
        double gain = Objects.requireNonNull(selection.postprocessing().diceAfter())
                - Objects.requireNonNull(selection.postprocessing().diceBefore());
        assertThat(gain).isPositive();
        assertThat(html).contains(String.format(Locale.ROOT, "with it (%+.4f)", gain));
        assertThat(html).contains("some part of it has seen each case", "fold 1, moving average");

        Files.delete(file);
        assertThat(SelectionReports.again(trainings.work(), 1, Progress.silent()))
                .contains(selection);
        assertThat(Files.readString(file)).isEqualTo(html);
        assertThat(SelectionReports.again(folder.resolve("elsewhere"), 1, Progress.silent()))
                .isEmpty();
    }

    @Test
    void withoutProbabilitiesOnlySinglesAreComparedAndTheRemedyIsSaid() throws IOException {
        CrossValidation first =
                FinishedRuns.find(trainings.project().workspace()).get(0);
        FinishedFold fold = first.fold(1);
        Path missing = FinishedFold.probabilities(
                fold.folder(), fold.scores().cases().get(0).id());
        Files.delete(missing);
        SelectionReport report = select(true);
        assertThat(report.contenders()).hasSize(2);
        assertThat(report.leftOut().values())
                .singleElement()
                .asString()
                .contains(first.name(), "1 validation cases", "--save-probabilities");
        try (ShippedModel model = ShippedModel.open(Path.of(report.model()))) {
            assertThat(model.members()).hasSize(1);
        }

        Path checkpoint = fold.checkpoint();
        FileTime before = Files.getLastModifiedTime(checkpoint);
        trainings.train(first.candidate().network().equals(width4()) ? 4 : 6, true, "0", "1");
        assertThat(missing).exists();
        assertThat(Files.getLastModifiedTime(checkpoint)).isEqualTo(before);
        assertThat(trainings.work().resolve("selection.json")).doesNotExist();
        assertThat(trainings.work().resolve("model/model.json")).exists();
    }

    @Test
    void ensemblesCanBeLeftOutAndFoldsChosen() {
        SelectionReport report = Selection.run(
                new SelectRequest(trainings.work(), List.of(1), false, MeanRule.NAME, 1),
                Progress.silent(),
                () -> false);
        assertThat(report.contenders()).hasSize(2);
        assertThat(report.cases()).isEqualTo(1);
        assertThatThrownBy(() -> Selection.run(
                        new SelectRequest(trainings.work(), List.of(0, 4), false, MeanRule.NAME, 1),
                        Progress.silent(),
                        () -> false))
                .isInstanceOfSatisfying(DecathleteException.class, e -> {
                    assertThat(e.kind()).isEqualTo(ErrorKind.USAGE);
                    assertThat(e).hasMessageContaining("folds 0,4");
                });
        assertThatThrownBy(() -> Selection.run(
                        new SelectRequest(trainings.work(), List.of(), true, "vote", 1),
                        Progress.silent(),
                        () -> false))
                .hasMessageContaining("\"vote\" is not known");
    }

    /** All four networks see an image, and what they say is postprocessed: doing it again changes nothing. */
    private void requirePrediction(ShippedModel model) {
        Case one = trainings.project().dataset().cases().get(0);
        Path output = folder.resolve("predicted");
        PredictionOutcome outcome = ShippedSegmenters.folder(model, Device.CPU, Precision.FP32, 1)
                .predict(
                        one.images().get(0),
                        output,
                        new PredictionSettings(false, true),
                        Progress.silent(),
                        () -> false);
        assertThat(outcome.done()).containsExactly(one.id());
        LabelVolume labels = VolumeFiles.readLabels(output.resolve(one.id() + ".nii.gz"));
        assertThat(model.postprocessing().apply(labels).labels()).isEqualTo(labels.labels());
    }

    private NetworkSpec width4() {
        return Candidate.read(folder.resolve("candidate_4.json")).network();
    }

    private SelectionReport select(boolean ensembles) {
        return Selection.run(
                new SelectRequest(trainings.work(), List.of(), ensembles, MeanRule.NAME, 2),
                Progress.silent(),
                () -> false);
    }

    private void replace(FinishedFold fold, int model) {
        Project project = trainings.project();
        Map<String, Path> predictions = new TreeMap<>();
        Map<String, Path> references = new TreeMap<>();
        for (Case one : project.dataset().cases()) {
            if (fold.scores().cases().stream().anyMatch(judged -> judged.id().equals(one.id()))) {
                references.put(one.id(), one.label().orElseThrow());
                predictions.put(one.id(), fold.prediction(one.id()));
                LabelVolume reference = VolumeFiles.readLabels(one.label().orElseThrow());
                ProbabilityArrays source = new ProbabilityArrays(
                        reference.grid().size(), List.of(probabilities(reference.labels(), model)));
                StoredProbabilities.write(FinishedFold.probabilities(fold.folder(), one.id()), source);
                VolumeFiles.write(
                        fold.prediction(one.id()),
                        new ProbabilityJoin(
                                        List.of(source),
                                        new MeanRule(),
                                        project.dataset().description().labels(),
                                        1)
                                .labels(reference.grid(), reference.header()));
            }
        }
        SummaryFile.write(
                fold.folder().resolve("summary.json"),
                Evaluator.evaluate(
                        predictions,
                        references,
                        project.dataset().description().labels(),
                        EvaluationSettings.standard(),
                        1,
                        Progress.silent()));
    }

    private static float[][] probabilities(short[] reference, int model) {
        float[][] values = new float[3][reference.length];
        assertThat(reference[0]).isZero();
        for (int i = 0; i < reference.length; i++) {
            boolean wrong = reference[i] > 0 && i % 4 == model;
            boolean corner = i == 0;
            int seen = corner ? 1 : wrong ? 0 : reference[i];
            values[seen][i] = wrong ? WRONG : 0.9f;
            values[corner ? 0 : wrong ? reference[i] : (seen + 1) % 3][i] += wrong ? 1 - WRONG : 0.1f;
        }
        return values;
    }
}
