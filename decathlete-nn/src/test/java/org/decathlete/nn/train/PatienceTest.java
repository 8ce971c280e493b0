package org.decathlete.nn.train;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.decathlete.core.candidate.Schedule;
import org.decathlete.nn.tensor.Device;
import org.decathlete.nn.tensor.Precision;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PatienceTest {
    private static final int PATIENCE = 4;

    @TempDir
    Path folder;

    private final Lines said = new Lines();
    private final Standing standing = new Standing(new Stopwatch());

    @Test
    void aTrainingEndsWhenItsScoreHasNotRisenForSoLong() {
        assertThat(lastEpoch()).isEqualTo(PATIENCE);
        assertThat(said.lines()).singleElement().asString().contains("has not risen for 4 epochs");
    }

    /** What small patches came to says nothing about what there is to be learnt from larger ones. */
    @Test
    void epochsOfSmallerPatchesDoNotCount() {
        standing.decide(standing.decisions().withPatch(new LearntPatch(List.of(16, 16, 16), 10)));
        assertThat(lastEpoch()).isEqualTo(10 + PATIENCE - 1);
    }

    /** The epoch after which the rate begins to fall, where only the first has risen. */
    private int lastEpoch() {
        RunSettings settings = new RunSettings(
                Device.CPU,
                Precision.FP32,
                1,
                new Budget.Epochs(100, 1),
                1,
                OptionalInt.of(PATIENCE),
                false,
                Optional.empty());
        LearningRate rate = new LearningRate(0.1, Schedule.polynomial(0.9), settings.budget());
        Ending ending = new Ending(settings, rate, said);
        MetricsLog log = MetricsLog.open(folder.resolve("metrics.jsonl"), "candidate", standing.picture());
        int epoch = -1;
        while (standing.tail() == null && ++epoch < 100) {
            standing.endEpoch(new MovingScore(0.5, 0.5, epoch), 0.5);
            ending.consider(standing, epoch, new PseudoDice(2), 0.1, log);
        }
        return epoch;
    }
}
