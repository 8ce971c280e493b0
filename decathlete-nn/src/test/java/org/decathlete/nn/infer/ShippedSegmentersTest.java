package org.decathlete.nn.infer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.decathlete.core.candidate.Candidate;
import org.decathlete.core.io.VolumeFiles;
import org.decathlete.core.phantom.Phantom;
import org.decathlete.core.phantom.PhantomSettings;
import org.decathlete.core.postprocess.KeepLargestComponent;
import org.decathlete.core.postprocess.Postprocessing;
import org.decathlete.core.run.DecathleteException;
import org.decathlete.core.run.Progress;
import org.decathlete.core.volume.LabelVolume;
import org.decathlete.core.volume.Volume;
import org.decathlete.nn.infer.folder.FolderPredictor;
import org.decathlete.nn.infer.folder.PredictionSettings;
import org.decathlete.nn.infer.segmenter.Prediction;
import org.decathlete.nn.infer.segmenter.Predictor;
import org.decathlete.nn.infer.window.PredictionMode;
import org.decathlete.nn.infer.window.WindowSettings;
import org.decathlete.nn.model.ModelBundle;
import org.decathlete.nn.model.ShippedModel;
import org.decathlete.nn.model.TestCandidates;
import org.decathlete.nn.model.TestModels;
import org.decathlete.nn.tensor.Device;
import org.decathlete.nn.tensor.Native;
import org.decathlete.nn.tensor.Precision;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ShippedSegmentersTest {
    private static final Candidate NARROW = TestCandidates.phantom(4);
    private static final Candidate WIDE = TestCandidates.phantom(6);
    private static final Postprocessing KEEP =
            Postprocessing.NONE.and(new KeepLargestComponent(List.of(1))).and(new KeepLargestComponent(List.of(2)));

    @TempDir
    private Path folder = Path.of(".");

    private Path input = Path.of(".");

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
    void makeAnImage() {
        input = folder.resolve("input/a.nii.gz");
        VolumeFiles.write(
                input,
                new Phantom(new PhantomSettings(1, new int[] {10, 24, 24}, 4))
                        .make(0)
                        .image());
    }

    @Test
    void anEnsembleAveragesProbabilitiesAndIsPostprocessed() {
        LabelVolume raw = predict(Postprocessing.NONE, "mean", NARROW, WIDE);
        assertThat(raw.labels()).isEqualTo(plainMean());

        LabelVolume kept = predict(KEEP, "mean", NARROW, WIDE);
        assertThat(kept.labels()).isEqualTo(KEEP.apply(raw).labels()).isNotEqualTo(raw.labels());
        assertThat(kept.grid()).isEqualTo(VolumeFiles.info(input).grid());
    }

    @Test
    void aSingleModelIsPostprocessedToo() {
        LabelVolume raw = predict(Postprocessing.NONE, "mean", WIDE);
        LabelVolume kept = predict(KEEP, "mean", WIDE);
        assertThat(kept.labels()).isEqualTo(KEEP.apply(raw).labels()).isNotEqualTo(raw.labels());
    }

    @Test
    void fastMeansNoMirroringAndALargerStepAndResultsOfOneModeAreNotKeptForTheOther() {
        Path output = folder.resolve("output");
        PredictionSettings keep = new PredictionSettings(false, false);
        Volume image = VolumeFiles.read(input);
        try (ShippedModel model = TestModels.ship(folder.resolve("model"), Postprocessing.NONE, "mean", WIDE)) {
            FolderPredictor fast = ShippedSegmenters.folder(model, Device.CPU, Precision.FP32, 1, PredictionMode.FAST);
            fast.predict(input, output, keep, Progress.silent(), () -> false);
            short[] found = VolumeFiles.readLabels(output.resolve("a.nii.gz")).labels();
            ModelBundle bundle = model.members().get(0);
            WindowSettings plain = new WindowSettings(Device.CPU, Precision.FP32, 0.75, true, new int[0]);
            try (Predictor predictor = new Predictor(WIDE, bundle.networks(Device.CPU), plain, 1)) {
                assertThat(found).isEqualTo(predictor.predict(image).labels());
            }
            assertThat(fast.predict(input, output, keep, Progress.silent(), () -> false)
                            .kept())
                    .containsExactly("a");

            FolderPredictor full = ShippedSegmenters.folder(model, Device.CPU, Precision.FP32, 1);
            assertThat(full.predict(input, output, keep, Progress.silent(), () -> false)
                            .done())
                    .containsExactly("a");
            assertThat(VolumeFiles.readLabels(output.resolve("a.nii.gz")).labels())
                    .isNotEqualTo(found);
        }
    }

    @Test
    void aRuleThatIsNotKnownHereIsNamed() throws IOException {
        TestModels.ship(folder.resolve("model"), Postprocessing.NONE, "mean", NARROW, WIDE)
                .close();
        Path file = folder.resolve("model/ensemble.json");
        Files.writeString(file, Files.readString(file).replace("\"mean\"", "\"vote\""));
        try (ShippedModel model = ShippedModel.open(folder.resolve("model"))) {
            assertThatThrownBy(() -> ShippedSegmenters.open(model, Device.CPU, Precision.FP32, 1, folder))
                    .isInstanceOf(DecathleteException.class)
                    .hasMessageContaining("\"vote\" is not known here");
        }
    }

    private LabelVolume predict(Postprocessing postprocessing, String rule, Candidate... candidates) {
        Path output = folder.resolve("output");
        try (ShippedModel model = TestModels.ship(folder.resolve("model"), postprocessing, rule, candidates)) {
            ShippedSegmenters.folder(model, Device.CPU, Precision.FP32, 1)
                    .predict(input, output, new PredictionSettings(false, false), Progress.silent(), () -> false);
        }
        return VolumeFiles.readLabels(output.resolve("a.nii.gz"));
    }

    /** Each member by itself, in float32, and the first of the largest means. */
    private short[] plainMean() {
        Volume image = VolumeFiles.read(input);
        List<List<float[]>> members = new ArrayList<>();
        try (ShippedModel model = ShippedModel.open(folder.resolve("model"))) {
            for (ModelBundle bundle : model.members()) {
                try (Predictor predictor = Predictor.of(bundle, Device.CPU, Precision.FP32, 1);
                        Prediction prediction = predictor.predict(image, true, Progress.silent())) {
                    members.add(List.of(
                            prediction.probabilities().orElseThrow().channel(0),
                            prediction.probabilities().orElseThrow().channel(1),
                            prediction.probabilities().orElseThrow().channel(2)));
                }
            }
        }
        short[] labels = new short[image.grid().voxels()];
        for (int i = 0; i < labels.length; i++) {
            float best = -1;
            for (short index = 0; index < 3; index++) {
                float mean = (members.get(0).get(index)[i] + members.get(1).get(index)[i]) / 2;
                if (mean > best) {
                    best = mean;
                    labels[i] = index;
                }
            }
        }
        return labels;
    }
}
