package org.decathlete.core.preprocess.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.decathlete.core.preprocess.Phantoms;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KilledWriterTest {

    @TempDir
    Path folder;

    @Test
    void everyCaseIsWholeWheneverTheWriterIsKilled() throws IOException, InterruptedException {
        StoreIdentity identity =
                new StoreIdentity("x", Phantoms.LABELS, Phantoms.spec(new int[] {0, 1, 2}, new double[] {1, 1, 1}, 2));
        Path root = CaseStore.create(folder, identity, 0).folder();
        SplittableRandom random = new SplittableRandom(1);
        for (int kill = 0; kill < 4; kill++) {
            Process writer = new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "-Xmx256m",
                            "-cp",
                            System.getProperty("java.class.path"),
                            KilledWriter.class.getName(),
                            root.toString(),
                            String.valueOf(kill))
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            waitForFirstCase(root, writer);
            Thread.sleep(random.nextInt(1, 200));
            writer.destroyForcibly().waitFor();
            check(root);
        }
    }

    private static void waitForFirstCase(Path root, Process writer) throws InterruptedException, IOException {
        for (int i = 0; i < 3000 && writer.isAlive(); i++) {
            try (Stream<Path> entries = Files.list(root)) {
                if (entries.count() > 1) {
                    return;
                }
            }
            Thread.sleep(10);
        }
        throw new AssertionError("the writer wrote nothing");
    }

    private static void check(Path root) throws IOException {
        CaseStore store = CaseStore.open(root, 1 << 20);
        int whole = 0;
        for (int id = 0; id < 20; id++) {
            if (store.has("case" + id)) {
                CaseStoreTest.assertSame(store.read("case" + id), KilledWriter.content(id));
                whole++;
            }
        }
        try (Stream<Path> entries = Files.list(root)) {
            assertThat(entries.count()).as("nothing but cases and the index").isEqualTo(whole + 1);
        }
    }
}
