package org.decathlete.nn.infer.window;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import org.decathlete.core.run.Progress;
import org.decathlete.nn.net.Hippocampus;
import org.decathlete.nn.net.Network;
import org.decathlete.nn.net.Networks;
import org.decathlete.nn.tensor.Device;
import org.decathlete.nn.tensor.Native;
import org.decathlete.nn.tensor.Precision;

/**
 * Predicts a volume of noise with the network of the hippocampus plan per line of standard input and says how long it took: the Java
 * side of {@code bench/predict}.
 */
final class PredictWorker {
    private static final int[] PATCH = {40, 56, 40};

    private PredictWorker() {}

    /** Arguments: precision, threads, shape as {@code ZxYxX}. */
    public static void main(String[] arguments) throws IOException {
        int threads = Integer.parseInt(arguments[1]);
        int[] shape = Arrays.stream(arguments[2].split("x", -1))
                .mapToInt(Integer::parseInt)
                .toArray();
        Native.load();
        Native.threads(threads);
        Precision precision = Precision.parse(arguments[0], Device.CPU);
        SplittableRandom random = new SplittableRandom(1);
        float[] volume = new float[shape[0] * shape[1] * shape[2]];
        for (int i = 0; i < volume.length; i++) {
            volume[i] = (float) random.nextGaussian();
        }
        WindowSettings settings = WindowSettings.nnUNet(Device.CPU, precision, new int[] {0, 1, 2});
        SlidingWindow window = new SlidingWindow(PATCH, settings, threads);
        try (Network network = Networks.build(Hippocampus.plain(), Device.CPU, 1)) {
            System.out.println("ready " + precision + ", " + Native.description());
            BufferedReader commands = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
            while ("step".equals(commands.readLine())) {
                long start = System.nanoTime();
                float[][] logits = window.logits(List.of(volume), shape, List.of(network), Progress.silent());
                double seconds = (System.nanoTime() - start) / 1e9;
                System.out.printf(Locale.ROOT, "done %.4f %.5f%n", seconds, logits[1][0]);
            }
        }
    }
}
