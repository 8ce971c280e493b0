package org.decathlete.nn.train;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.SplittableRandom;
import org.decathlete.core.run.Progress;
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
        new Trainer(
                        PhantomStore.candidate(0.01),
                        PhantomStore.split(),
                        PhantomStore.open(folder.resolve("store")),
                        PhantomTraining.settings(60, 1),
                        folder.resolve("alone"),
                        Progress.silent())
                .run();
        assertThat(FinalWeights.of(killed)).isEqualTo(FinalWeights.of(folder.resolve("alone")));
    }
}
