package org.decathlete.app.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.decathlete.nn.train.TrainingResult;
import org.junit.jupiter.api.Test;

class TrainingEventsTest {

    @Test
    void casesThatEndedATrainingDidNotOnlyServeToWatchIt() {
        assertThat(TrainingEvents.watching(result(false))).contains("only served to watch");
        assertThat(TrainingEvents.watching(result(true)))
                .contains("decided that training ended")
                .doesNotContain("only served");
    }

    private static TrainingResult result(boolean endedByScores) {
        return new TrainingResult(
                Path.of("checkpoint"), null, 10, 1, 1, null, null, 0, null, null, null, endedByScores, "2.10.0");
    }
}
