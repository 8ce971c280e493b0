package org.decathlete.app.project;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.decathlete.core.run.DecathleteException;
import org.decathlete.core.run.Progress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StageLedgerTest {
    @TempDir
    private Path folder = Path.of(".");

    private final AtomicInteger runs = new AtomicInteger();

    private String stage(String inputs) {
        Path output = folder.resolve("output");
        return new StageLedger(folder.resolve("stages.json"), Progress.silent())
                .run("stage", inputs, List.of(output), () -> "kept", () -> {
                    runs.incrementAndGet();
                    write(output);
                    return "made";
                });
    }

    private static void write(Path file) {
        try {
            Files.writeString(file, "done");
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void aFinishedStageRunsOnce() {
        assertThat(stage("a")).isEqualTo("made");
        assertThat(stage("a")).isEqualTo("kept");
        assertThat(runs).hasValue(1);
    }

    @Test
    void itRunsAgainWhenItsInputsChangedOrItsOutputIsGone() throws IOException {
        stage("a");
        assertThat(stage("b")).isEqualTo("made");
        Files.delete(folder.resolve("output"));
        assertThat(stage("b")).isEqualTo("made");
        assertThat(runs).hasValue(3);
    }

    @Test
    void aNewerLedgerIsRefused() throws IOException {
        Path file = folder.resolve("stages.json");
        Files.writeString(file, "{\"format\":\"decathlete-stages\",\"version\":99,\"stages\":{}}");
        assertThatThrownBy(() -> new StageLedger(file, Progress.silent()))
                .isInstanceOf(DecathleteException.class)
                .hasMessageContaining("99");
    }
}
