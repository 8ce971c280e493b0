package org.decathlete.nn.train.step;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.decathlete.nn.tensor.Device;
import org.decathlete.nn.tensor.Native;
import org.decathlete.nn.tensor.Precision;
import org.decathlete.nn.tensor.Scope;
import org.decathlete.nn.train.batch.Batch;
import org.decathlete.nn.train.settings.Budget;
import org.decathlete.nn.train.settings.RunSettings;

/** Watches memory and native objects over many training steps of full size: {@code bench/memory_growth}. */
final class MemoryGrowth {
    private static final int FROM = 100;
    private static final double MOST_PERCENT = 2;

    private MemoryGrowth() {}

    /** Arguments: batch size, steps. Exit code 1 where memory grew by more than 2 % after step 100, or native objects at all. */
    public static void main(String[] arguments) throws IOException {
        int size = Integer.parseInt(arguments[0]);
        int steps = Integer.parseInt(arguments[1]);
        int threads = Runtime.getRuntime().availableProcessors();
        Native.load();
        Native.threads(threads);
        RunSettings settings = new RunSettings(
                Device.CPU, Precision.parse("auto", Device.CPU), 1, new Budget.Iterations(steps), threads);
        Batch batch = HippocampusStep.batch(size);
        try (Learner learner = new Learner(HippocampusStep.candidate(size), settings)) {
            train(learner, batch, FROM, 0);
            double memory = mebibytes("VmRSS");
            long objects = Scope.liveObjects();
            train(learner, batch, steps, FROM);
            double growth = 100 * (mebibytes("VmRSS") / memory - 1);
            long more = Scope.liveObjects() - objects;
            System.out.printf(
                    Locale.ROOT,
                    "batch %d: peak %.0f MiB; from step %d to %d memory grew by %.2f %%, native objects by %d%n",
                    size,
                    mebibytes("VmHWM"),
                    FROM,
                    steps,
                    growth,
                    more);
            if (growth > MOST_PERCENT || more > 0) {
                System.exit(1);
            }
        }
    }

    private static void train(Learner learner, Batch batch, int to, int done) throws IOException {
        for (int step = done + 1; step <= to; step++) {
            learner.step(batch, 0.001);
            if (step % 50 == 0) {
                System.out.printf(
                        Locale.ROOT,
                        "step %d: %.1f MiB resident, %d native objects%n",
                        step,
                        mebibytes("VmRSS"),
                        Scope.liveObjects());
            }
        }
    }

    private static double mebibytes(String field) throws IOException {
        return Files.readAllLines(Path.of("/proc/self/status")).stream()
                        .filter(line -> line.startsWith(field + ":"))
                        .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                        .findFirst()
                        .orElseThrow()
                / 1024.0;
    }
}
