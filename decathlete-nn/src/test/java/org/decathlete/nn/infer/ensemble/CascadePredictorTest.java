package org.decathlete.nn.infer.ensemble;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.decathlete.core.candidate.Candidate;
import org.decathlete.core.candidate.CascadeAugmentation;
import org.decathlete.core.candidate.PreviousStage;
import org.decathlete.core.preprocess.Preprocessor;
import org.decathlete.core.preprocess.cases.PreprocessedCase;
import org.decathlete.core.preprocess.probabilities.ProbabilityStorage;
import org.decathlete.core.preprocess.restoration.LogitsSlab;
import org.decathlete.core.preprocess.restoration.LogitsSource;
import org.decathlete.core.preprocess.restoration.ProbabilityJoin;
import org.decathlete.core.preprocess.restoration.Restoration;
import org.decathlete.core.run.Progress;
import org.decathlete.core.volume.LabelVolume;
import org.decathlete.core.volume.Volume;
import org.decathlete.nn.infer.segmenter.Prediction;
import org.decathlete.nn.infer.segmenter.Predictor;
import org.decathlete.nn.infer.segmenter.RandomCandidates;
import org.decathlete.nn.infer.segmenter.Segmenter;
import org.decathlete.nn.infer.window.PredictionMode;
import org.decathlete.nn.infer.window.SlidingWindow;
import org.decathlete.nn.infer.window.SmallNetworks;
import org.decathlete.nn.infer.window.WindowSettings;
import org.decathlete.nn.net.Network;
import org.decathlete.nn.tensor.Device;
import org.decathlete.nn.tensor.Native;
import org.decathlete.nn.tensor.Precision;
import org.decathlete.testkit.Properties;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CascadePredictorTest {
    private static final int[] MIRRORING = {2};
    private static final WindowSettings SETTINGS = WindowSettings.nnUNet(Device.CPU, Precision.FP32, MIRRORING);

    @TempDir
    private Path folder = Path.of(".");

    @BeforeAll
    static void load() {
        Native.load();
    }

    /** The second stage sees what nnU-Net's preprocessing makes of the first one's label map in place of a reference. */
    @Test
    void equalsTheStagesOneAfterTheOther() {
        Properties.forAll(1, 6, random -> {
            boolean regions = random.nextBoolean();
            Candidate first = RandomCandidates.candidate(random, RandomCandidates.labels(regions));
            Candidate second = refining(first, random, regions);
            Volume image = RandomCandidates.image(random);
            List<Network> early = RandomCandidates.networks(2, random.nextLong());
            List<Network> late =
                    List.of(SmallNetworks.build(3, second.network().inputChannels(), 3, random.nextLong()));
            Member member = new Member(second, late, MIRRORING, Optional.of(new Member(first, early, MIRRORING)));
            try (Segmenter cascade = ensemble(List.of(member))) {
                assertThat(cascade).isInstanceOf(CascadePredictor.class);
                assertThat(cascade.memory(image.grid(), true).peak())
                        .isGreaterThan(new Predictor(second, late, SETTINGS, 2)
                                .memory(image.grid(), true)
                                .peak());
                LabelVolume found = new Predictor(first, early, SETTINGS, 1).predict(image);
                short[] expected = plain(second, late, image, found);
                assertThat(expected)
                        .as("the first stage matters")
                        .isNotEqualTo(plain(second, late, image, none(image)));
                Prediction prediction =
                        cascade.prepare(image).segment(Optional.of(ProbabilityStorage.memory()), Progress.silent());
                assertThat(prediction.labels().labels()).isEqualTo(expected);
                assertThat(prediction.probabilities()).isPresent();
            }
        });
    }

    @Test
    void joinsAnEnsembleLikeAnyOther() {
        SplittableRandom random = new SplittableRandom(8);
        Candidate first = RandomCandidates.candidate(random, RandomCandidates.labels(false));
        Candidate second = refining(first, random, false);
        Volume image = RandomCandidates.image(random);
        Member low = new Member(first, RandomCandidates.networks(1, 3), MIRRORING);
        Member cascade = new Member(second, List.of(SmallNetworks.build(3, 3, 3, 4)), MIRRORING, Optional.of(low));
        Member twin = new Member(second, cascade.networks(), MIRRORING, Optional.of(low));
        assertThat(Member.gathered(List.of(low, cascade, twin))).hasSize(3);
        Segmenter alone = ensemble(List.of(cascade));
        Segmenter both = ensemble(List.of(low, cascade));
        float[] mean = probabilities(both, image);
        float[] one = probabilities(alone, image);
        float[] other = probabilities(ensemble(List.of(low)), image);
        for (int i = 0; i < mean.length; i++) {
            assertThat(mean[i]).isEqualTo((one[i] + other[i]) / 2);
        }
        cascade.close();
    }

    @Test
    void aStageIsNotTakenForAWholeCascade() {
        SplittableRandom random = new SplittableRandom(8);
        Candidate first = RandomCandidates.candidate(random, RandomCandidates.labels(false));
        Candidate second = refining(first, random, false);
        List<Network> networks = List.of(SmallNetworks.build(3, 3, 3, 4));
        assertThatThrownBy(() -> new Member(second, networks, MIRRORING)).hasMessageContaining("which is missing");
        try (Predictor predictor = new Predictor(second, networks, SETTINGS, 1)) {
            assertThatThrownBy(() -> predictor.predict(RandomCandidates.image(random)))
                    .hasMessageContaining("refines a previous stage");
        }
    }

    private Segmenter ensemble(List<Member> members) {
        return Ensemble.of(members, ProbabilityJoin.MEAN, Device.CPU, Precision.FP32, 2, folder, PredictionMode.FULL);
    }

    private static float[] probabilities(Segmenter segmenter, Volume image) {
        return segmenter
                .prepare(image)
                .segment(Optional.of(ProbabilityStorage.memory()), Progress.silent())
                .probabilities()
                .orElseThrow()
                .channel(1);
    }

    private static Candidate refining(Candidate first, SplittableRandom random, boolean regions) {
        Candidate base = RandomCandidates.candidate(random, RandomCandidates.labels(regions));
        int inputs = 1 + base.data().labels().foreground().size();
        return new Candidate(
                base.data(),
                "3d_cascade_fullres",
                base.preprocessing(),
                base.patchSize(),
                2,
                false,
                SmallNetworks.spec(3, inputs, 3),
                base.recipe(),
                new PreviousStage(first, CascadeAugmentation.nnUNet()));
    }

    private static LabelVolume none(Volume image) {
        return new LabelVolume(image.grid(), new short[image.grid().voxels()]);
    }

    private static short[] plain(Candidate candidate, List<Network> networks, Volume image, LabelVolume found) {
        PreprocessedCase prepared = new Preprocessor(candidate.preprocessing())
                .preprocess(image, found, candidate.data().labels());
        List<float[]> channels = new ArrayList<>(prepared.data());
        for (int label : candidate.data().labels().foreground()) {
            float[] mask = new float[prepared.requireLabels().length];
            for (int i = 0; i < mask.length; i++) {
                mask[i] = prepared.requireLabels()[i] == label ? 1 : 0;
            }
            channels.add(mask);
        }
        float[][] logits = new SlidingWindow(candidate.patchSize(), SETTINGS)
                .logits(channels, prepared.shape(), networks, Progress.silent());
        return new Restoration(candidate.preprocessing(), candidate.data().labels(), 1)
                .labels(new AllLogits(prepared.shape(), logits), prepared.geometry(), Optional.empty())
                .labels();
    }

    /** Everything in one slab. */
    private record AllLogits(int[] shape, float[][] logits) implements LogitsSource {

        @Override
        public int classes() {
            return logits.length;
        }

        @Override
        public LogitsSlab next() {
            int plane = shape[1] * shape[2];
            float[][][] planes = new float[shape[0]][logits.length][];
            for (int z = 0; z < shape[0]; z++) {
                for (int output = 0; output < logits.length; output++) {
                    planes[z][output] = Arrays.copyOfRange(logits[output], z * plane, (z + 1) * plane);
                }
            }
            return new LogitsSlab(0, planes);
        }
    }
}
