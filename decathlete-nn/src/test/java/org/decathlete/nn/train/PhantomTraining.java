package org.decathlete.nn.train;

import java.nio.file.Path;
import org.decathlete.core.preprocess.store.CaseStore;
import org.decathlete.core.run.Progress;
import org.decathlete.nn.tensor.Device;
import org.decathlete.nn.tensor.Precision;
import org.decathlete.nn.train.settings.AugmentationPlace;
import org.decathlete.nn.train.settings.Budget;
import org.decathlete.nn.train.settings.RunSettings;

/** Trains on phantoms; as a program of its own it can be killed. */
public final class PhantomTraining {

    /** What it says after every step. */
    static final String STEP = "step";

    private PhantomTraining() {}

    /** Arguments: store folder, run folder, iterations, threads, whether it is the second stage of a cascade, and where to augment. */
    public static void main(String[] arguments) {
        RunSettings settings = settings(Integer.parseInt(arguments[2]), Integer.parseInt(arguments[3]))
                .augmentingOn(AugmentationPlace.valueOf(arguments[5]));
        boolean cascade = Boolean.parseBoolean(arguments[4]);
        trainer(Path.of(arguments[0]), Path.of(arguments[1]), settings, cascade, new Announcement())
                .run();
    }

    /** @param cascade whether it is the second stage of a cascade */
    static Trainer trainer(Path storeFolder, Path runFolder, RunSettings settings, boolean cascade, Progress progress) {
        CaseStore store = PhantomStore.open(storeFolder);
        return new Trainer(
                cascade ? PhantomStore.cascade() : PhantomStore.candidate(0.01),
                PhantomStore.split(),
                store,
                cascade ? PhantomStore.segmentations(storeFolder.resolveSibling("previous"), store, 2) : null,
                settings,
                runFolder,
                progress);
    }

    /** Float32 on the processor, seed 7. */
    public static RunSettings settings(int iterations, int threads) {
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
