package org.decathlete.nn.train;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.SplittableRandom;
import org.decathlete.core.run.Progress;
import org.decathlete.nn.train.settings.RunSettings;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The full twenty runs are those of {@code bench/kill_resume}. */
class KillResumeTest {
    private static final long SEED = 20261121;

    @TempDir
    Path folder;

    @Test
    void killedRunsEndWithTheWeightsOfOneLeftAlone() throws IOException, InterruptedException {
        PhantomStore.open(folder.resolve("store"));
        KillAndResume killer = new KillAndResume(folder, 60);
        Path killed = killer.killed("killed", 4, new SplittableRandom(SEED));
        assertThat(killer.kills()).as("kills while training, seed %d", SEED).isGreaterThanOrEqualTo(3);
        requireAsIfLeftAlone(killed, 60, false);
    }

    @Test
    void theSameHoldsForTheSecondStageOfACascade() throws IOException, InterruptedException {
        PhantomStore.open(folder.resolve("store"));
        KillAndResume killer = new KillAndResume(folder, 40, true);
        Path killed = killer.killed("killed", 2, new SplittableRandom(SEED));
        assertThat(killer.kills()).as("kills while training, seed %d", SEED).isGreaterThanOrEqualTo(1);
        requireAsIfLeftAlone(killed, 40, true);
    }

    private void requireAsIfLeftAlone(Path killed, int iterations, boolean cascade) {
        Path alone = folder.resolve("alone");
        RunSettings settings = PhantomTraining.settings(iterations, 1);
        PhantomTraining.trainer(folder.resolve("store"), alone, settings, cascade, Progress.silent())
                .run();
        assertThat(FinalWeights.of(killed)).isEqualTo(FinalWeights.of(alone));
    }
}
