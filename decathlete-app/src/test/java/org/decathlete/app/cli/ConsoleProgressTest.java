package org.decathlete.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.decathlete.core.run.Progress;
import org.junit.jupiter.api.Test;

class ConsoleProgressTest {

    @Test
    void whatIsCountedIsSaid() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ConsoleProgress progress = new ConsoleProgress(new PrintStream(out, true, StandardCharsets.UTF_8), false);
        try (Progress.Stage training = progress.start("training", 85, "s")) {
            training.advance(22, "epoch 1");
        }
        try (Progress.Stage cases = progress.start("checking", 4)) {
            cases.advance(1, "case_1");
        }
        assertThat(out.toString(StandardCharsets.UTF_8))
                .contains("training: 22 of 85 s (26 %)  left ", "epoch 1", "training: 22 of 85 s in ")
                .contains("checking: 1 of 4 (25 %)");
    }
}
