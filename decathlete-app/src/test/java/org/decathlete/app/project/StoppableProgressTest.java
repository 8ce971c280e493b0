package org.decathlete.app.project;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;
import org.decathlete.core.phantom.PhantomDataset;
import org.decathlete.core.phantom.PhantomSettings;
import org.decathlete.core.run.DecathleteException;
import org.decathlete.core.run.ErrorKind;
import org.decathlete.core.run.Progress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StoppableProgressTest {
    @TempDir
    private Path folder = Path.of(".");

    /** Whichever stage it comes in, a request to stop ends the work there as an interruption, and the same command goes on afterwards. */
    @Test
    void aRequestToStopEndsTheStageUnderWay() {
        Path dataset = folder.resolve("dataset");
        PhantomDataset.write(dataset, new PhantomSettings(5, new int[] {10, 24, 24}, 3), Progress.silent());
        Path work = folder.resolve("work");
        for (int allowed : new int[] {2, 5}) {
            AtomicInteger asked = new AtomicInteger();
            Progress progress = new StoppableProgress(Progress.silent(), () -> asked.incrementAndGet() > allowed);
            DecathleteException failure = catchThrowableOfType(
                    DecathleteException.class, () -> Steps.plan(PlanRequest.of(dataset, work), 2, progress));
            assertThat(failure.kind()).isEqualTo(ErrorKind.INTERRUPTED);
            assertThat(failure).hasMessageContaining("goes on from here");
            assertThat(Files.exists(work.resolve("integrity.json"))).isEqualTo(allowed == 5);
        }
        assertThat(Steps.plan(PlanRequest.of(dataset, work), 2, Progress.silent())
                        .configurations())
                .isNotEmpty();
    }
}
