package org.decathlete.nn.train.step;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.decathlete.core.candidate.Candidate;
import org.decathlete.core.candidate.DataContract;
import org.decathlete.core.candidate.TrainingRecipe;
import org.decathlete.core.dataset.Labels;
import org.decathlete.core.fingerprint.IntensityProperties;
import org.decathlete.core.plan.PreprocessingSpec;
import org.decathlete.core.spec.StageKind;
import org.decathlete.core.spec.UNetSpec;
import org.decathlete.nn.tensor.Device;
import org.decathlete.nn.tensor.Native;
import org.decathlete.nn.tensor.Precision;
import org.decathlete.nn.train.batch.Batch;
import org.decathlete.nn.train.settings.Budget;
import org.decathlete.nn.train.settings.RunSettings;
import org.decathlete.nn.train.validation.ValidationTally;

/** The Java side of {@code bench/scale_step}: training steps and a validation with very many classes, and what memory they take. */
final class ScaleStepBench {
    private static final int BATCH = 2;
    private static final double RATE = 0.01;

    private ScaleStepBench() {}

    /** Arguments: steps, threads, limit in GiB, classes, edge of the patch. */
    public static void main(String[] arguments) throws IOException {
        int steps = Integer.parseInt(arguments[0]);
        int threads = Integer.parseInt(arguments[1]);
        double limit = Double.parseDouble(arguments[2]);
        int classes = Integer.parseInt(arguments[3]);
        int edge = Integer.parseInt(arguments[4]);
        Native.load();
        Native.threads(threads);
        Precision precision = Precision.parse("auto", Device.CPU);
        RunSettings settings = new RunSettings(Device.CPU, precision, 1, new Budget.Iterations(1), threads);
        System.out.printf(
                "setting        batch %d of %d³, %d classes, %s, %s%n",
                BATCH, edge, classes, precision, Native.description());
        Batch batch = batch(classes, edge);
        try (Learner learner = new Learner(candidate(classes, edge), settings)) {
            for (int step = 1; step <= steps; step++) {
                long start = System.nanoTime();
                double loss = learner.step(batch, RATE).loss();
                say("step " + step, start, loss);
            }
            long start = System.nanoTime();
            ValidationTally tally = learner.newTally(null);
            learner.validate(batch, tally);
            say("validation", start, tally.loss());
        }
        boolean within = peak() <= limit;
        System.out.printf(Locale.ROOT, "limit          %.1f GiB: %s%n", limit, within ? "kept" : "EXCEEDED");
        System.exit(within ? 0 : 1);
    }

    private static void say(String what, long start, double loss) throws IOException {
        System.out.printf(
                Locale.ROOT,
                "%-14s %.1f s, loss %.4f; peak memory so far %.2f GiB%n",
                what,
                (System.nanoTime() - start) / 1e9,
                loss,
                peak());
    }

    private static double peak() throws IOException {
        return Files.readAllLines(Path.of("/proc/self/status")).stream()
                .filter(line -> line.startsWith("VmHWM:"))
                .mapToDouble(line -> Double.parseDouble(line.replaceAll("\\D", "")) / (1 << 20))
                .findFirst()
                .orElseThrow();
    }

    /** Noise, and blocks of labels. */
    private static Batch batch(int classes, int edge) {
        SplittableRandom random = new SplittableRandom(1);
        float[] image = new float[BATCH * edge * edge * edge];
        short[] labels = new short[image.length];
        for (int i = 0; i < image.length; i++) {
            image[i] = (float) random.nextGaussian();
            labels[i] = (short) ((i / edge / edge / 16 + i / edge % edge / 16 * 7 + i % edge / 16 * 11) % classes);
        }
        return new Batch(0, new int[] {BATCH, 1, edge, edge, edge}, image, labels);
    }

    private static Candidate candidate(int classes, int edge) {
        IntensityProperties intensities = new IntensityProperties(0, 0, 1, -3, 3, 3, -3);
        PreprocessingSpec preprocessing = new PreprocessingSpec(
                new int[] {0, 1, 2},
                new double[] {1.5, 1.5, 1.5},
                List.of("CTNormalization"),
                List.of(false),
                3,
                1,
                0,
                null,
                List.of(intensities));
        Labels labels = Labels.of(
                IntStream.range(0, classes).mapToObj(c -> "structure " + c).toArray(String[]::new));
        return new Candidate(
                new DataContract("Scale", List.of("CT"), labels, Map.of("0", intensities)),
                "3d_fullres",
                preprocessing,
                new int[] {edge, edge, edge},
                BATCH,
                false,
                network(classes),
                TrainingRecipe.nnUNet());
    }

    /** What nnU-Net plans for 128³ and 8 GB. */
    private static UNetSpec network(int classes) {
        List<Integer> threes = List.of(3, 3, 3);
        List<Integer> twos = List.of(2, 2, 2);
        return new UNetSpec(
                StageKind.PLAIN,
                3,
                1,
                classes,
                List.of(32, 64, 128, 256, 320, 320),
                Collections.nCopies(6, threes),
                List.of(List.of(1, 1, 1), twos, twos, twos, twos, twos),
                Collections.nCopies(6, 2),
                Collections.nCopies(5, 2),
                true,
                1e-5,
                0.01,
                true);
    }
}
