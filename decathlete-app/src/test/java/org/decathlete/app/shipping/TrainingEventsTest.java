package org.decathlete.app.shipping;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TrainingEventsTest {

    @Test
    void casesThatEndedATrainingDidNotOnlyServeToWatchIt() {
        assertThat(TrainingEvents.watching(false)).contains("only served to watch");
        assertThat(TrainingEvents.watching(true))
                .contains("decided that training ended")
                .doesNotContain("only served");
    }
}
