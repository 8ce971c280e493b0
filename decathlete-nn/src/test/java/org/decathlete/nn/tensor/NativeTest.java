package org.decathlete.nn.tensor;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.bytedeco.pytorch.global.torch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NativeTest {
    @TempDir
    private Path folder;

    /** With an empty cache the binding's own loader kills the process; with a system libtorch installed, in every case. */
    @Test
    void startsWithAnEmptyCacheAndSaysWhatItUnpacks() throws Exception {
        Path output = folder.resolve("output");
        Process child = start(folder.resolve("cache"), output);
        assertThat(child.waitFor(5, TimeUnit.MINUTES)).isTrue();
        String text = Files.readString(output);
        assertThat(child.exitValue()).as(text).isZero();
        assertThat(text).contains("sum 10.0");
        List<String> lines =
                text.lines().filter(line -> line.startsWith("first start")).toList();
        assertThat(lines.get(0))
                .as("said before anything is unpacked")
                .matches("first start: unpacking \\d{3} MB of .*");
        assertThat(lines.subList(1, lines.size() - 1))
                .as("how far it is, in between")
                .isNotEmpty()
                .allMatch(line -> line.matches("first start: unpacked \\d{2} % \\(\\d+ of \\d{3} MB\\)"));
        assertThat(lines.get(lines.size() - 1)).matches("first start: unpacked \\d{3} MB in .* s");
        assertThat(lines.get(0))
                .contains("unpacking " + lines.get(lines.size() - 1).split(" ", -1)[3] + " MB");

        Path again = folder.resolve("again");
        Process warm = start(folder.resolve("cache"), again);
        assertThat(warm.waitFor(5, TimeUnit.MINUTES)).isTrue();
        assertThat(Files.readString(again)).contains("sum 10.0").doesNotContain("first start");
    }

    /** As where another version of libtorch is installed in a folder that the linker searches first. */
    @Test
    void librariesOfTheSameNamesThatTheLinkerWouldFindFirstAreNotTaken() throws Exception {
        Path system = Files.createDirectory(folder.resolve("system"));
        for (String library : List.of("libtorch.so", "libtorch_cpu.so", "libc10.so")) {
            Files.writeString(system.resolve(library), "no library at all");
        }
        Path output = folder.resolve("output");
        ProcessBuilder builder = command(folder.resolve("cache"), output);
        builder.environment().put("LD_LIBRARY_PATH", system.toString());
        Process child = builder.start();
        assertThat(child.waitFor(5, TimeUnit.MINUTES)).isTrue();
        assertThat(child.exitValue()).as(Files.readString(output)).isZero();
        assertThat(Files.readString(output)).contains("sum 10.0");
    }

    @Test
    void twoProcessesMayStartOnTheSameEmptyCache() throws Exception {
        Path cache = folder.resolve("shared");
        List<Path> outputs = List.of(folder.resolve("one"), folder.resolve("two"));
        List<Process> children = List.of(start(cache, outputs.get(0)), start(cache, outputs.get(1)));
        for (int i = 0; i < 2; i++) {
            assertThat(children.get(i).waitFor(5, TimeUnit.MINUTES)).isTrue();
            String text = Files.readString(outputs.get(i));
            assertThat(children.get(i).exitValue()).as(text).isZero();
            assertThat(text).contains("sum 10.0");
        }
    }

    @Test
    void threadsAreSetExplicitly() {
        Native.load();
        int before = torch.get_num_threads();
        try {
            Native.threads(1);
            assertThat(torch.get_num_threads()).isEqualTo(1);
            System.out.println(Native.description());
            assertThat(Native.description())
                    .startsWith("libtorch 2.")
                    .contains("MKL-DNN")
                    .endsWith(", 1 threads");
        } finally {
            Native.threads(before);
        }
    }

    @Test
    void warnsOfAnUntunedAllocator() {
        assertThat(Allocator.warning(Map.of())).get().asString().contains("MALLOC_MMAP_MAX_=0");
        assertThat(Allocator.warning(Map.of("LD_PRELOAD", "/usr/lib/libjemalloc.so.2")))
                .isEmpty();
        assertThat(Allocator.warning(Map.of("MALLOC_MMAP_MAX_", "0", "MALLOC_TRIM_THRESHOLD_", "17179869184")))
                .isEmpty();
    }

    private static Process start(Path cache, Path output) throws IOException {
        return command(cache, output).start();
    }

    private static ProcessBuilder command(Path cache, Path output) {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx256m",
                        "-Dorg.bytedeco.javacpp.cachedir=" + cache,
                        "-cp",
                        System.getProperty("java.class.path"),
                        ColdStart.class.getName())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile());
    }
}
