package org.decathlete.nn.infer.ensemble;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.decathlete.core.candidate.Candidate;
import org.decathlete.core.preprocess.probabilities.ProbabilityMap;
import org.decathlete.core.preprocess.probabilities.ProbabilityStorage;
import org.decathlete.core.preprocess.restoration.ProbabilityJoin;
import org.decathlete.core.run.DecathleteException;
import org.decathlete.core.run.Progress;
import org.decathlete.core.volume.LabelVolume;
import org.decathlete.core.volume.Volume;
import org.decathlete.nn.infer.segmenter.Prediction;
import org.decathlete.nn.infer.segmenter.Predictor;
import org.decathlete.nn.infer.segmenter.RandomCandidates;
import org.decathlete.nn.infer.segmenter.Segmenter;
import org.decathlete.nn.infer.window.PredictionMode;
import org.decathlete.nn.infer.window.WindowSettings;
import org.decathlete.nn.net.Network;
import org.decathlete.nn.tensor.Device;
import org.decathlete.nn.tensor.Native;
import org.decathlete.nn.tensor.Precision;
import org.decathlete.testkit.Properties;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EnsembleTest {
    private static final int[] MIRRORING = {2};

    @TempDir
    private Path folder;

    @BeforeAll
    static void load() {
        Native.load();
    }

    @Test
    void gatheredMembersAverageTheirLogits() {
        SplittableRandom random = new SplittableRandom(3);
        Candidate candidate = RandomCandidates.candidate(random, RandomCandidates.labels(false));
        Volume image = RandomCandidates.image(random);
        List<Network> networks = RandomCandidates.networks(3, 5);
        Member one = new Member(candidate, networks.subList(0, 1), MIRRORING);
        Member two = new Member(candidate, networks.subList(1, 3), MIRRORING);
        assertThat(Member.gathered(List.of(one, new Member(candidate, networks, new int[0]), two)))
                .hasSize(2);
        try (Segmenter ensemble = ensemble(Member.gathered(List.of(one, two)))) {
            Predictor predictor =
                    new Predictor(candidate, networks, WindowSettings.nnUNet(Device.CPU, Precision.FP32, MIRRORING), 1);

            assertThat(ensemble).isInstanceOf(Predictor.class);
            assertThat(segment(ensemble, image, Optional.empty()).labels().labels())
                    .isEqualTo(predictor.predict(image).labels());
        }
    }

    @Test
    void othersAverageTheirProbabilitiesOnTheImagesGrid() {
        Properties.forAll(1, 3, random -> {
            boolean regions = random.nextBoolean();
            List<Member> members = new ArrayList<>();
            for (int i = 0; i < 3; i++) {
                Candidate candidate = RandomCandidates.candidate(random, RandomCandidates.labels(regions));
                members.add(new Member(candidate, RandomCandidates.networks(1, i), MIRRORING));
            }
            Volume image = RandomCandidates.image(random);
            try (Segmenter ensemble = ensemble(members)) {
                ProbabilityStorage onDisk = new ProbabilityStorage(0, folder, "case");
                Prediction prediction = segment(ensemble, image, Optional.of(onDisk));
                ProbabilityMap mean = prediction.probabilities().orElseThrow();
                double[][] expected = mean(members, image);
                for (int output = 0; output < 3; output++) {
                    float[] values = mean.channel(output);
                    for (int i = 0; i < values.length; i++) {
                        assertThat((double) values[i]).isCloseTo(expected[output][i], within(1e-6));
                    }
                }
                prediction.close();
                assertThat(files()).isEmpty();
                assertThat(segment(ensemble, image, Optional.empty()).labels().labels())
                        .isEqualTo(prediction.labels().labels());
                assertThat(files()).isEmpty();
            }
        });
    }

    @Test
    void labelMapsAreChangedAfterwardsAndProbabilitiesAreNot() {
        SplittableRandom random = new SplittableRandom(3);
        Candidate candidate = RandomCandidates.candidate(random, RandomCandidates.labels(false));
        Volume image = RandomCandidates.image(random);
        Member member = new Member(candidate, RandomCandidates.networks(1, 5), MIRRORING);
        try (Segmenter plain = ensemble(List.of(member))) {
            Segmenter changed = plain.then(labels -> new LabelVolume(labels.grid(), new short[labels.labels().length]));

            Prediction before = segment(plain, image, Optional.of(ProbabilityStorage.memory()));
            Prediction after = segment(changed, image, Optional.of(ProbabilityStorage.memory()));

            assertThat(before.labels().labels()).isNotEqualTo(after.labels().labels());
            assertThat(after.labels().labels()).containsOnly(0);
            assertThat(after.probabilities().orElseThrow().channel(1))
                    .isEqualTo(before.probabilities().orElseThrow().channel(1));
        }
    }

    @Test
    void membersOfDifferentTasksAreRefused() {
        SplittableRandom random = new SplittableRandom(3);
        Member classes = new Member(
                RandomCandidates.candidate(random, RandomCandidates.labels(false)),
                RandomCandidates.networks(1, 1),
                MIRRORING);
        Member regions = new Member(
                RandomCandidates.candidate(random, RandomCandidates.labels(true)),
                RandomCandidates.networks(1, 1),
                MIRRORING);

        assertThatThrownBy(() -> ensemble(List.of(classes, regions)))
                .isInstanceOf(DecathleteException.class)
                .hasMessageContaining("do not belong together");
    }

    private Segmenter ensemble(List<Member> members) {
        return Ensemble.of(members, ProbabilityJoin.MEAN, Device.CPU, Precision.FP32, 2, folder, PredictionMode.FULL);
    }

    private static Prediction segment(Segmenter segmenter, Volume image, Optional<ProbabilityStorage> storage) {
        return segmenter.prepare(image).segment(storage, Progress.silent());
    }

    private static double[][] mean(List<Member> members, Volume image) {
        double[][] mean = new double[3][image.grid().voxels()];
        for (Member member : members) {
            WindowSettings settings = WindowSettings.nnUNet(Device.CPU, Precision.FP32, MIRRORING);
            ProbabilityMap one = new Predictor(member.candidate(), member.networks(), settings, 1)
                    .predict(image, true, Progress.silent())
                    .probabilities()
                    .orElseThrow();
            for (int output = 0; output < 3; output++) {
                for (int i = 0; i < mean[output].length; i++) {
                    mean[output][i] += one.channel(output)[i] / (double) members.size();
                }
            }
        }
        return mean;
    }

    private List<Path> files() {
        try (Stream<Path> files = Files.list(folder)) {
            return files.toList();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
