package org.decathlete.nn.infer.folder;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;
import org.decathlete.core.candidate.Candidate;
import org.decathlete.core.candidate.DataContract;
import org.decathlete.core.candidate.TrainingRecipe;
import org.decathlete.core.dataset.Labels;
import org.decathlete.core.fingerprint.IntensityProperties;
import org.decathlete.core.io.VolumeFiles;
import org.decathlete.core.plan.PreprocessingSpec;
import org.decathlete.core.run.Progress;
import org.decathlete.core.volume.Grid;
import org.decathlete.core.volume.LabelVolume;
import org.decathlete.nn.extension.OneLayerNetwork;
import org.decathlete.nn.extension.OneLayerSpec;
import org.decathlete.nn.infer.segmenter.Predictor;
import org.decathlete.nn.infer.window.WindowSettings;
import org.decathlete.nn.tensor.Device;
import org.decathlete.nn.tensor.Native;
import org.decathlete.nn.tensor.Precision;

/**
 * The Java side of {@code bench/predict_scale}: a volume of many slices and classes from file to file, through a network of one
 * layer whose answer is known, with the time and the peak of the resident memory.
 */
final class PredictScaleBench {
    private static final int CLASSES = 24;
    private static final int EDGE = 512;
    private static final int PATCH = 128;
    private static final double LIMIT_GIB = 12;

    private PredictScaleBench() {}

    /** Arguments: {@code make FILE SLICES}, or {@code run INPUT OUTPUT THREADS SPACING PROBABILITIES}. */
    public static void main(String[] arguments) throws IOException {
        if (arguments[0].equals("make")) {
            make(Path.of(arguments[1]), Integer.parseInt(arguments[2]));
        } else {
            System.exit(run(arguments) ? 0 : 1);
        }
    }

    /** Blocks of constant intensity, each that of a class. */
    private static void make(Path file, int slices) {
        Grid grid = Grid.of(new int[] {slices, EDGE, EDGE}, new double[] {1, 1, 1});
        short[] values = new short[grid.voxels()];
        for (int i = 0; i < values.length; i++) {
            int block = i / (EDGE * EDGE) / 24 + 3 * (i / EDGE % EDGE / 40) + 5 * (i % EDGE / 56);
            values[i] = (short) (1 + block % (CLASSES - 1));
        }
        VolumeFiles.write(file, new LabelVolume(grid, values));
    }

    private static boolean run(String[] arguments) throws IOException {
        Path input = Path.of(arguments[1]);
        Path output = Path.of(arguments[2]);
        int threads = Integer.parseInt(arguments[3]);
        double spacing = Double.parseDouble(arguments[4]);
        boolean probabilities = Boolean.parseBoolean(arguments[5]);
        Native.load();
        Native.threads(threads);
        Candidate candidate = candidate(spacing);
        WindowSettings settings = WindowSettings.nnUNet(Device.CPU, Precision.FP32, new int[0]);
        FolderPredictor.SegmenterSource source = (javaThreads, scratch) ->
                new Predictor(candidate, List.of(OneLayerNetwork.byIntensity(CLASSES)), settings, javaThreads);
        PredictionOutcome outcome = new FolderPredictor("bench", "bench", source, Device.CPU, Precision.FP32, threads)
                .predict(input, output, new PredictionSettings(probabilities, true), new Lines(), () -> false);
        double peak = peakGibibytes();
        System.out.printf(
                Locale.ROOT,
                "time           %.1f s for %d image(s), from file to file%nmemory         %.2f GiB resident at the peak (limit %.0f GiB), Java heap up to %.2f GiB%n",
                outcome.seconds(),
                outcome.done().size(),
                peak,
                LIMIT_GIB,
                Runtime.getRuntime().maxMemory() / (double) (1 << 30));
        boolean right = spacing != 1
                || same(
                        input.resolve(outcome.done().get(0) + ".nii.gz"),
                        output.resolve(outcome.done().get(0) + ".nii.gz"));
        System.out.println("labels         "
                + (spacing != 1 ? "not compared: resampled" : right ? "as they must be, every voxel" : "WRONG"));
        return right && peak <= LIMIT_GIB;
    }

    private static boolean same(Path input, Path result) {
        return Arrays.equals(
                VolumeFiles.readLabels(input).labels(),
                VolumeFiles.readLabels(result).labels());
    }

    private static double peakGibibytes() throws IOException {
        return Files.readAllLines(Path.of("/proc/self/status")).stream()
                .filter(line -> line.startsWith("VmHWM:"))
                .mapToDouble(line -> Double.parseDouble(line.replaceAll("\\D", "")) / (1 << 20))
                .findFirst()
                .orElseThrow();
    }

    private static Candidate candidate(double spacing) {
        IntensityProperties intensities = new IntensityProperties(12, 12, 6, 1, 23, 23, 1);
        PreprocessingSpec preprocessing = new PreprocessingSpec(
                new int[] {0, 1, 2},
                new double[] {spacing, spacing, spacing},
                List.of("NoNormalization"),
                List.of(false),
                3,
                1,
                0,
                null,
                List.of(intensities));
        Labels labels = Labels.of(
                IntStream.range(0, CLASSES).mapToObj(c -> "class " + c).toArray(String[]::new));
        return new Candidate(
                new DataContract("Scale", List.of("CT"), labels, Map.of("0", intensities)),
                "3d_fullres",
                preprocessing,
                new int[] {PATCH, PATCH, PATCH},
                2,
                false,
                new OneLayerSpec(3, 1, CLASSES),
                TrainingRecipe.nnUNet());
    }

    /** Says the plan and how far it is, every hundred tiles. */
    private static final class Lines implements Progress {
        @Override
        public Stage start(String name, long total) {
            return new Stage() {
                private long done;

                @Override
                public void advance(long steps, String detail) {
                    done += steps;
                    if (done % 100 < steps) {
                        say(name + " " + done + " of " + total);
                    }
                }

                @Override
                public void close() {
                    // Nothing is open.
                }
            };
        }

        @Override
        public void say(String line) {
            System.out.println("               " + line);
        }
    }
}
