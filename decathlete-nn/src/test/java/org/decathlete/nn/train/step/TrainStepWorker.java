package org.decathlete.nn.train.step;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.decathlete.core.candidate.Candidate;
import org.decathlete.nn.tensor.Device;
import org.decathlete.nn.tensor.Native;
import org.decathlete.nn.tensor.Precision;
import org.decathlete.nn.train.batch.Batch;
import org.decathlete.nn.train.settings.Budget;
import org.decathlete.nn.train.settings.RunSettings;

/**
 * Runs one training step of the hippocampus plan per line of standard input and says how long it took: the Java side of
 * {@code bench/train_step}. The step is the trainer's own, on a batch that lies in the heap as the loader leaves it.
 */
final class TrainStepWorker {
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
        Candidate candidate = HippocampusStep.candidate(size);
        try (Learner learner = samplesPerPass == 0
                ? new Learner(candidate, settings)
                : new Learner(candidate, settings, samplesPerPass)) {
            System.out.println("ready " + precision + ", " + Native.description());
            BufferedReader commands = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
            Batch batch = HippocampusStep.batch(size);
            while ("step".equals(commands.readLine())) {
                long start = System.nanoTime();
                double loss = learner.step(batch, RATE).loss();
                double seconds = (System.nanoTime() - start) / 1e9;
                System.out.printf(Locale.ROOT, "done %.4f %.5f%n", seconds, loss);
            }
        }
    }
}
