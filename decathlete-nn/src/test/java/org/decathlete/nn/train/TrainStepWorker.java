package org.decathlete.nn.train;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;
import org.decathlete.core.candidate.Candidate;
import org.decathlete.core.candidate.DataContract;
import org.decathlete.core.candidate.TrainingRecipe;
import org.decathlete.core.dataset.Labels;
import org.decathlete.core.fingerprint.IntensityProperties;
import org.decathlete.core.plan.PreprocessingSpec;
import org.decathlete.nn.net.Hippocampus;
import org.decathlete.nn.tensor.Device;
import org.decathlete.nn.tensor.Native;
import org.decathlete.nn.tensor.Precision;

/**
 * Runs one training step of the hippocampus plan per line of standard input and says how long it took: the Java side of
 * {@code bench/train_step}. The step is the trainer's own, on a batch that lies in the heap as the loader leaves it.
 */
final class TrainStepWorker {
    private static final int[] PATCH = {40, 56, 40};
    private static final double RATE = 0.01;

    private TrainStepWorker() {}

    /** Arguments: precision, threads, batch size, samples per pass (0: as the trainer chooses). */
    public static void main(String[] arguments) throws IOException {
        int threads = Integer.parseInt(arguments[1]);
        int size = Integer.parseInt(arguments[2]);
        int samplesPerPass = Integer.parseInt(arguments[3]);
        Native.load();
        Native.threads(threads);
        Precision precision = Precision.parse(arguments[0], Device.CPU);
        RunSettings settings = new RunSettings(Device.CPU, precision, 1, new Budget.Iterations(1), threads);
        Candidate candidate = candidate(size);
        try (Learner learner = samplesPerPass == 0
                ? new Learner(candidate, settings)
                : new Learner(candidate, settings, samplesPerPass)) {
            System.out.println("ready " + precision + ", " + Native.description());
            BufferedReader commands = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
            Batch batch = batch(size);
            while ("step".equals(commands.readLine())) {
                long start = System.nanoTime();
                double loss = learner.step(batch, RATE).loss();
                double seconds = (System.nanoTime() - start) / 1e9;
                System.out.printf(Locale.ROOT, "done %.4f %.5f%n", seconds, loss);
            }
        }
    }

    private static Batch batch(int size) {
        SplittableRandom random = new SplittableRandom(1);
        float[] image = new float[size * PATCH[0] * PATCH[1] * PATCH[2]];
        short[] labels = new short[image.length];
        for (int i = 0; i < image.length; i++) {
            image[i] = (float) random.nextGaussian();
            labels[i] = (short) random.nextInt(3);
        }
        return new Batch(0, new int[] {size, 1, PATCH[0], PATCH[1], PATCH[2]}, image, labels);
    }

    private static Candidate candidate(int size) {
        IntensityProperties intensities = new IntensityProperties(500, 500, 150, 0, 1500, 900, 100);
        PreprocessingSpec preprocessing = new PreprocessingSpec(
                new int[] {0, 1, 2},
                new double[] {1, 1, 1},
                List.of("ZScoreNormalization"),
                Collections.nCopies(1, false),
                3,
                1,
                0,
                null,
                List.of(intensities));
        DataContract data = new DataContract(
                "Hippocampus",
                List.of("MRI"),
                Labels.of("background", "anterior", "posterior"),
                Map.of("0", intensities));
        return new Candidate(
                data, "3d_fullres", preprocessing, PATCH, size, false, Hippocampus.plain(), TrainingRecipe.nnUNet());
    }
}
