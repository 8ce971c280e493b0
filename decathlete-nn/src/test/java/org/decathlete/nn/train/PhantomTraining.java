package org.decathlete.nn.train;

import java.nio.file.Path;
import org.decathlete.core.run.Progress;
import org.decathlete.nn.tensor.Device;
import org.decathlete.nn.tensor.Precision;

/** Trains on phantoms; as a program of its own it can be killed. */
final class PhantomTraining {

    /** What it says after every step. */
    static final String STEP = "step";

    private PhantomTraining() {}

    /** Arguments: store folder, run folder, iterations, threads. */
    public static void main(String[] arguments) {
        RunSettings settings = settings(Integer.parseInt(arguments[2]), Integer.parseInt(arguments[3]));
        new Trainer(
                        PhantomStore.candidate(0.01),
                        PhantomStore.split(),
                        PhantomStore.open(Path.of(arguments[0])),
                        settings,
                        Path.of(arguments[1]),
                        new Announcement())
                .run();
    }

    static RunSettings settings(int iterations, int threads) {
        return new RunSettings(Device.CPU, Precision.FP32, 7, new Budget.Iterations(iterations), threads);
    }

    /** Says on standard output that a step is done, for whoever waits to kill it. */
    private static final class Announcement implements Progress {
        @Override
        public Stage start(String name, long total) {
            return new Stage() {
                @Override
                public void advance(long steps, String detail) {
                    if (steps > 0) {
                        System.out.println(STEP);
                        System.out.flush();
                    }
                }

                @Override
                public void close() {}
            };
        }

        @Override
        public void say(String line) {}
    }
}
