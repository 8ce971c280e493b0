package org.decathlete.nn.train;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Many trainings killed at random points; not part of the gate, see {@code bench/kill_resume}. */
class KillResumeBench {
    @TempDir
    Path folder;

    @Test
    void killedRunsEndWithTheWeightsOfOneLeftAlone() throws IOException, InterruptedException {
        int runs = Integer.getInteger("decathlete.kill.runs", 20);
        int iterations = Integer.getInteger("decathlete.kill.iterations", 60);
        long seed = Long.getLong("decathlete.kill.seed", 1);
        PhantomStore.open(folder.resolve("store"));
        KillAndResume killer = new KillAndResume(folder, iterations);
        SplittableRandom random = new SplittableRandom(seed);
        FinalWeights alone = FinalWeights.of(killer.killed("alone", 0, random));
        int same = 0;
        for (int run = 0; run < runs; run++) {
            int before = killer.kills();
            boolean equal = FinalWeights.of(killer.killed("killed" + run, random.nextInt(1, 4), random))
                    .equals(alone);
            same += equal ? 1 : 0;
            System.out.printf(
                    "run %d: killed %d times, %s%n",
                    run + 1, killer.kills() - before, equal ? "same weights" : "OTHER WEIGHTS");
        }
        System.out.printf(
                "kill_resume: %d of %d runs (%d kills, seed %d) ended with the weights of the one left alone, bit for bit%n",
                same, runs, killer.kills(), seed);
        assertThat(same).isEqualTo(runs);
    }
}
