package org.decathlete.core.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProcessLockTest {
    @TempDir
    private Path folder = Path.of(".");

    @Test
    void oneAtATimeHoldsIt() {
        Path file = folder.resolve("deep/.lock");
        try (ProcessLock first = ProcessLock.await(file, 0, () -> false)) {
            assertThat(first).isNotNull();
            assertThat(ProcessLock.await(file, 100, () -> false)).isNull();
            long started = System.nanoTime();
            assertThat(ProcessLock.await(file, 60_000, () -> true)).isNull();
            assertThat(System.nanoTime() - started).isLessThan(30_000_000_000L);
            try (ProcessLock other = ProcessLock.await(folder.resolve(".other"), 0, () -> false)) {
                assertThat(other).isNotNull();
            }
        }
        try (ProcessLock again = ProcessLock.await(file, 0, () -> false)) {
            assertThat(again).isNotNull();
        }
    }

    @Test
    void anotherProcessIsKeptOutAndADeadOneKeepsNobodyOut() throws IOException, InterruptedException {
        Path file = folder.resolve(".lock");
        Process holder = holder(file);
        try {
            assertThat(holder.getInputStream().read()).isEqualTo('h');
            assertThat(ProcessLock.await(file, 200, () -> false)).isNull();
        } finally {
            holder.destroyForcibly();
        }
        assertThat(holder.waitFor(30, TimeUnit.SECONDS)).isTrue();
        try (ProcessLock free = ProcessLock.await(file, 5000, () -> false)) {
            assertThat(free).isNotNull();
        }
        assertThat(Files.size(file)).isZero();
    }

    private static Process holder(Path file) throws IOException {
        return new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx64m",
                        "-cp",
                        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                        Holder.class.getName(),
                        file.toString()))
                .start();
    }

    /** Holds a lock until it is killed. */
    static final class Holder {
        public static void main(String[] arguments) throws IOException, InterruptedException {
            try (ProcessLock lock = ProcessLock.await(Path.of(arguments[0]), 10_000, () -> false)) {
                System.out.write(lock == null ? 'n' : 'h');
                System.out.flush();
                Thread.sleep(60_000);
            }
        }
    }
}
