package org.decathlete.nn.train.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.List;
import org.decathlete.core.run.Json;
import org.decathlete.nn.train.state.TrainingState;
import org.decathlete.nn.train.validation.MovingScore;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MetricsLogTest {

    @Test
    void logDropsWhatComesAgain(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("metrics.jsonl");
        MetricsLog log = MetricsLog.open(file, "abc", standing(0, 0));
        for (int epoch = 0; epoch < 4; epoch++) {
            log.add(epoch(epoch));
        }
        log.add(new DivergenceEvent("divergence", 1, 35, "the loss is NaN", 20, 0.1));
        Files.writeString(file, "{\"epoch\":4,\"iter", StandardOpenOption.APPEND);
        MetricsLog again = MetricsLog.open(file, "abc", standing(2, 1));
        again.add(epoch(2));
        List<String> lines = Files.readAllLines(file);
        assertThat(Json.mapper().readTree(lines.get(0)).get("format").asString())
                .isEqualTo("decathlete-metrics");
        assertThat(lines.stream()
                        .skip(1)
                        .map(line -> Json.mapper().readTree(line).path("epoch").asInt(-1)))
                .containsExactly(0, 1, -1, 2);
        assertThat(Json.mapper().readTree(lines.get(1)).get("pseudo_dice").toString())
                .isEqualTo("[0.5,null]");
    }

    private static TrainingState standing(int epoch, int divergences) {
        return new TrainingState(
                0,
                epoch,
                0,
                0,
                null,
                MovingScore.NONE,
                null,
                1,
                divergences,
                null,
                0,
                0,
                0,
                null,
                false,
                null,
                null,
                null);
    }

    private static EpochMetrics epoch(int epoch) {
        return new EpochMetrics(
                epoch,
                epoch * 10L,
                0.5,
                0.4,
                Arrays.asList(0.5, null),
                0.5,
                0.5,
                0.01,
                2,
                3,
                0.1,
                4,
                12,
                false,
                null,
                null);
    }
}
