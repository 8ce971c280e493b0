package org.decathlete.nn.infer.segmenter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.decathlete.core.candidate.Candidate;
import org.decathlete.core.dataset.Labels;
import org.decathlete.core.preprocess.probabilities.ProbabilityMap;
import org.decathlete.core.run.Progress;
import org.decathlete.core.volume.Volume;
import org.decathlete.nn.infer.window.WindowSettings;
import org.decathlete.nn.net.Network;
import org.decathlete.nn.tensor.Device;
import org.decathlete.nn.tensor.Native;
import org.decathlete.nn.tensor.Precision;
import org.decathlete.testkit.Properties;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class PredictorTest {
    /** Voxels whose logits are closer than this may be decided either way. */
    private static final double MARGIN = 1e-3;

    @BeforeAll
    static void load() {
        Native.load();
        Native.threads(1);
    }

    @AfterAll
    static void restoreThreads() {
        Native.threads(Runtime.getRuntime().availableProcessors());
    }

    @Test
    void slabBySlabIsTheSameAsAllAtOnce() {
        Properties.forAll(1, 12, random -> {
            Labels labels = RandomCandidates.labels(random.nextBoolean());
            Candidate candidate = RandomCandidates.candidate(random, labels);
            int[] mirroring = RandomCandidates.mirroring(random);
            Volume image = RandomCandidates.image(random);
            List<Network> networks = RandomCandidates.networks(random.nextInt(1, 3), 5);
            WindowSettings settings = WindowSettings.nnUNet(Device.CPU, Precision.FP32, mirroring);
            try (Predictor predictor = new Predictor(candidate, networks, settings, random.nextInt(1, 4))) {
                double[][] logits = new PlainPrediction(candidate, mirroring).logits(image, networks);

                short[] alone = predictor.predict(image).labels();
                Prediction prediction = predictor.predict(image, true, Progress.silent());

                assertThat(prediction.labels().labels()).isEqualTo(alone);
                for (int i = 0; i < alone.length; i++) {
                    checkLabel(labels, logits, i, alone[i]);
                    checkProbabilities(
                            labels, logits, i, prediction.probabilities().orElseThrow());
                }
            }
        });
    }

    private static void checkLabel(Labels labels, double[][] logits, int voxel, int label) {
        int expected = 0;
        double margin = Double.POSITIVE_INFINITY;
        if (labels.hasRegions()) {
            for (int output = 0; output < 3; output++) {
                expected =
                        logits[output][voxel] > 0 ? labels.regionsClassOrder().get(output) : expected;
                margin = Math.min(margin, Math.abs(logits[output][voxel]));
            }
        } else {
            for (int output = 1; output < 3; output++) {
                expected = logits[output][voxel] > logits[expected][voxel] ? output : expected;
            }
            for (int output = 0; output < 3; output++) {
                double distance = logits[expected][voxel] - logits[output][voxel];
                margin = output == expected ? margin : Math.min(margin, distance);
            }
        }
        if (!(margin < MARGIN)) {
            assertThat(label).as("voxel " + voxel).isEqualTo(expected);
        }
    }

    private static void checkProbabilities(Labels labels, double[][] logits, int voxel, ProbabilityMap map) {
        boolean outside = Double.isNaN(logits[0][voxel]);
        double sum = 0;
        for (double[] output : logits) {
            sum += Math.exp(output[voxel]);
        }
        for (int output = 0; output < 3; output++) {
            double value = logits[output][voxel];
            double inside = labels.hasRegions() ? 1 / (1 + Math.exp(-value)) : Math.exp(value) / sum;
            double expected = outside ? (output == 0 && !labels.hasRegions() ? 1 : 0) : inside;
            assertThat((double) map.channel(output)[voxel]).isCloseTo(expected, within(1e-3));
        }
    }
}
