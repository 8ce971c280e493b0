package org.decathlete.nn.infer.folder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.decathlete.core.io.VolumeFiles;
import org.decathlete.core.phantom.Phantom;
import org.decathlete.core.phantom.PhantomSettings;
import org.decathlete.core.run.DecathleteException;
import org.decathlete.core.run.ErrorKind;
import org.decathlete.core.run.Progress;
import org.decathlete.core.volume.LabelVolume;
import org.decathlete.core.volume.Volume;
import org.decathlete.nn.infer.segmenter.Prediction;
import org.decathlete.nn.infer.segmenter.Predictor;
import org.decathlete.nn.model.ModelBundle;
import org.decathlete.nn.model.TestCandidates;
import org.decathlete.nn.model.TestModels;
import org.decathlete.nn.tensor.Device;
import org.decathlete.nn.tensor.Native;
import org.decathlete.nn.tensor.Precision;
import org.decathlete.testkit.NumpyArray;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FolderPredictorTest {
    private static final Phantom PHANTOM = new Phantom(new PhantomSettings(5, new int[] {10, 24, 24}, 4));
    private static final PredictionSettings LABELS_ONLY = new PredictionSettings(false, false);

    @TempDir
    private Path folder;

    private Path input;
    private Path output;
    private ModelBundle model;

    @BeforeAll
    static void load() {
        Native.load();
        Native.threads(1);
    }

    @AfterAll
    static void restoreThreads() {
        Native.threads(Runtime.getRuntime().availableProcessors());
    }

    @BeforeEach
    void makeModelAndImages() {
        model = TestModels.write(folder.resolve("model"), TestCandidates.phantom(4), "0", "1");
        input = folder.resolve("input");
        output = folder.resolve("output");
        VolumeFiles.write(input.resolve("plain.nii.gz"), PHANTOM.make(0).image());
        VolumeFiles.write(input.resolve("numbered_0000.nii"), PHANTOM.make(1).image());
        VolumeFiles.write(input.resolve("scan_0012.nii.gz"), PHANTOM.make(2).image());
    }

    @AfterEach
    void closeModel() {
        model.close();
    }

    @Test
    void everyImageGetsALabelMapOnItsOwnGrid() {
        PredictionOutcome outcome = predict(LABELS_ONLY);

        assertThat(outcome.done()).containsExactly("numbered", "plain", "scan_0012");
        assertThat(outcome.failed()).isEmpty();
        for (Map.Entry<String, String> name : Map.of(
                        "plain", "plain.nii.gz", "numbered", "numbered_0000.nii", "scan_0012", "scan_0012.nii.gz")
                .entrySet()) {
            LabelVolume labels = VolumeFiles.readLabels(output.resolve(name.getKey() + ".nii.gz"));
            assertThat(labels.grid())
                    .isEqualTo(VolumeFiles.info(input.resolve(name.getValue())).grid());
        }
    }

    @Test
    void aResultIsWrittenInTheFormatOfItsImage() {
        for (String name : new String[] {"a.nrrd", "b.mha", "c.mhd", "d_0000.tif"}) {
            VolumeFiles.write(
                    folder.resolve("mixed").resolve(name), PHANTOM.make(3).image());
        }
        input = folder.resolve("mixed");

        assertThat(predict(LABELS_ONLY).done()).containsExactly("a", "b", "c", "d");

        short[] first = VolumeFiles.readLabels(output.resolve("a.nrrd")).labels();
        for (String name : new String[] {"b.mha", "c.mha", "d.tif"}) {
            assertThat(VolumeFiles.readLabels(output.resolve(name)).labels()).isEqualTo(first);
        }
        assertThat(VolumeFiles.info(output.resolve("d.tif")).grid().spacing())
                .isEqualTo(PHANTOM.make(3).image().grid().spacing());
        assertThat(predict(LABELS_ONLY).kept()).containsExactly("a", "b", "c", "d");
    }

    @Test
    void aFileGivesWhatThePredictorGives() {
        predict(new PredictionSettings(true, false));

        Volume image = VolumeFiles.read(input.resolve("plain.nii.gz"));
        Prediction expected;
        try (Predictor predictor = Predictor.of(model, Device.CPU, Precision.FP32, 1)) {
            expected = predictor.predict(image, true, Progress.silent());
        }
        short[] labels = VolumeFiles.readLabels(output.resolve("plain.nii.gz")).labels();
        assertThat(labels).isEqualTo(expected.labels().labels());
        NumpyArray probabilities = Objects.requireNonNull(
                NumpyArray.readAll(output.resolve("plain.npz")).get("probabilities"));
        int[] size = image.grid().size();
        assertThat(probabilities.shape()).containsExactly(3, size[0], size[1], size[2]);
        for (int i = 0; i < labels.length; i++) {
            double sum = 0;
            double best = 0;
            for (int output = 0; output < 3; output++) {
                double one = probabilities.values()[output * labels.length + i];
                sum += one;
                best = Math.max(best, one);
            }
            assertThat(sum).isBetween(0.9999, 1.0001);
            assertThat(probabilities.values()[labels[i] * labels.length + i]).isEqualTo(best);
        }
    }

    @Test
    void finishedResultsAreKeptAndOthersMadeAgain() throws IOException {
        predict(LABELS_ONLY);
        FileTime before = Files.getLastModifiedTime(output.resolve("plain.nii.gz"));
        byte[] whole = Files.readAllBytes(output.resolve("scan_0012.nii.gz"));
        Files.write(output.resolve("scan_0012.nii.gz"), Arrays.copyOf(whole, whole.length / 2));

        PredictionOutcome again = predict(LABELS_ONLY);

        assertThat(again.done()).containsExactly("scan_0012");
        assertThat(again.kept()).containsExactly("numbered", "plain");
        assertThat(Files.readAllBytes(output.resolve("scan_0012.nii.gz"))).isEqualTo(whole);
        assertThat(Files.getLastModifiedTime(output.resolve("plain.nii.gz"))).isEqualTo(before);

        FileTime later = FileTime.fromMillis(before.toMillis() + 60_000);
        Files.setLastModifiedTime(input.resolve("plain.nii.gz"), later);
        assertThat(predict(LABELS_ONLY).done()).containsExactly("plain");
        assertThat(predict(new PredictionSettings(true, false)).done()).hasSize(3);
        assertThat(predict(new PredictionSettings(false, true)).done()).hasSize(3);
    }

    @Test
    void resultsOfAnotherModelAreNotKept() {
        predict(LABELS_ONLY);
        model.close();
        model = TestModels.write(folder.resolve("other"), TestCandidates.phantom(6), "0");

        assertThat(predict(LABELS_ONLY).done()).hasSize(3);
    }

    @Test
    void oneBrokenImageIsReportedAndTheOthersAreDone() throws IOException {
        byte[] whole = Files.readAllBytes(input.resolve("numbered_0000.nii"));
        Files.write(input.resolve("numbered_0000.nii"), Arrays.copyOf(whole, 1000));

        assertThatThrownBy(() -> predict(LABELS_ONLY))
                .isInstanceOfSatisfying(
                        DecathleteException.class, e -> assertThat(e.kind()).isEqualTo(ErrorKind.CASES))
                .hasMessageContaining("1 of 3 images")
                .hasMessageContaining("numbered: ");
        assertThat(output.resolve("plain.nii.gz")).exists();
        assertThat(output.resolve("scan_0012.nii.gz")).exists();
        assertThat(output.resolve("numbered.nii.gz")).doesNotExist();
    }

    @Test
    void aStopIsHeededBetweenImagesAndWorkGoesOnFromThere() {
        AtomicInteger asked = new AtomicInteger();

        assertThatThrownBy(() -> predict(LABELS_ONLY, () -> asked.incrementAndGet() > 1))
                .isInstanceOfSatisfying(
                        DecathleteException.class, e -> assertThat(e.kind()).isEqualTo(ErrorKind.INTERRUPTED));

        assertThat(output.resolve("numbered.nii.gz")).exists();
        assertThat(predict(LABELS_ONLY).done()).containsExactly("plain", "scan_0012");
    }

    @Test
    void whatAKilledRunLeftHalfWrittenIsRemoved() throws IOException {
        Files.createDirectories(output);
        Path partial = Files.writeString(output.resolve(".plain.nii.gz.99999999.partial"), "half");
        Path scratch = Files.writeString(output.resolve(".plain-1.scratch.99999999.partial"), "half");
        Path foreign = Files.writeString(output.resolve(".another.nii.gz.99999999.partial"), "half");

        predict(new PredictionSettings(true, false));

        assertThat(partial).doesNotExist();
        assertThat(scratch).doesNotExist();
        assertThat(foreign).exists();
        try (Stream<Path> files = Files.list(output)) {
            assertThat(files.filter(file -> file.toString().endsWith(".partial")))
                    .containsExactly(foreign);
        }
    }

    @Test
    void theMemoryPlanIsStatedOnce() {
        List<String> said = new ArrayList<>();
        Progress progress = new Progress() {
            @Override
            public Stage start(String name, long total) {
                return Progress.silent().start(name, total);
            }

            @Override
            public synchronized void say(String line) {
                said.add(line);
            }
        };
        new FolderPredictor(model, Device.CPU, Precision.FP32, 1)
                .predict(input, output, LABELS_ONLY, progress, () -> false);

        assertThat(said).filteredOn(line -> line.contains("sliding window")).hasSize(1);
        assertThat(said)
                .filteredOn(line -> line.startsWith("memory: "))
                .singleElement()
                .asString()
                .contains("the next image is read meanwhile");
    }

    @Test
    void inputMustBeThereAndHoldImages() {
        assertThatThrownBy(() -> InputCase.find(folder.resolve("nothing"), 1)).hasMessageContaining("does not exist");
        assertThatThrownBy(() -> InputCase.find(folder.resolve("model"), 1)).hasMessageContaining("no image");
    }

    @Test
    void channelsAreGatheredByTheirNumbers() {
        VolumeFiles.write(input.resolve("numbered_0001.nii.gz"), PHANTOM.make(1).image());
        VolumeFiles.write(input.resolve(".hidden.nii.gz"), PHANTOM.make(1).image());

        List<InputCase> cases = InputCase.find(input, 2);

        assertThat(cases).extracting(InputCase::id).containsExactly("numbered", "plain", "scan_0012");
        assertThat(cases.get(0).files())
                .containsExactly(input.resolve("numbered_0000.nii"), input.resolve("numbered_0001.nii.gz"));
        assertThat(InputCase.find(input.resolve("plain.nii.gz"), 1))
                .extracting(InputCase::id)
                .containsExactly("plain");
    }

    @Test
    void theFolderOfTheImagesTakesNoResultsAlsoNotUnderAnotherName() throws IOException {
        Path link = Files.createSymbolicLink(folder.resolve("link"), input);
        byte[] before = Files.readAllBytes(input.resolve("plain.nii.gz"));
        for (Path same : List.of(input, link, input.resolve("../input"))) {
            output = same;
            assertThatThrownBy(() -> predict(LABELS_ONLY))
                    .isInstanceOfSatisfying(
                            DecathleteException.class,
                            failure -> assertThat(failure.kind()).isEqualTo(ErrorKind.USAGE))
                    .hasMessageContaining("give another");
        }
        assertThat(Files.readAllBytes(input.resolve("plain.nii.gz"))).isEqualTo(before);
    }

    private PredictionOutcome predict(PredictionSettings settings) {
        return predict(settings, () -> false);
    }

    private PredictionOutcome predict(PredictionSettings settings, BooleanSupplier stop) {
        return new FolderPredictor(model, Device.CPU, Precision.FP32, 1)
                .predict(input, output, settings, Progress.silent(), stop);
    }
}
