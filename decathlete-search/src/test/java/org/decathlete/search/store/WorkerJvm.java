package org.decathlete.search.store;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.spi.ToolProvider;
import org.decathlete.search.store.WorkerProcess.Task;
import org.sqlite.util.LibraryLoaderUtil;

/**
 * How virtual machines of workers are started. They live for a second, in which little is worth compiling.
 *
 * @param options of the machine
 * @param classPath with everything a worker needs
 */
record WorkerJvm(List<String> options, String classPath) {
    private static final List<String> SHORT_LIVED =
            List.of("-XX:TieredStopAtLevel=1", "-XX:CompileThresholdScaling=10", "-XX:+UseSerialGC", "-Xmx100m");

    WorkerJvm {
        options = List.copyOf(options);
    }

    /** Started as they are, for a few. */
    static WorkerJvm plain() {
        return new WorkerJvm(SHORT_LIVED, System.getProperty("java.class.path"));
    }

    /**
     * With the classes of a first worker in an archive that all others map into their memory, and with SQLite's library unpacked, for
     * many: half of what a start takes is reading and checking classes.
     *
     * @param folder for both, as long as any is started
     */
    static WorkerJvm archived(Path folder) throws IOException, InterruptedException {
        List<String> path = new ArrayList<>();
        for (String entry : System.getProperty("java.class.path").split(File.pathSeparator, -1)) {
            // An empty entry would be the current folder, whatever that is.
            if (!entry.isEmpty()) {
                path.add(Files.isDirectory(Path.of(entry)) ? jar(entry, folder.resolve(path.size() + ".jar")) : entry);
            }
        }
        String library = LibraryLoaderUtil.getNativeLibName();
        try (InputStream packed = requireNonNull(
                LibraryLoaderUtil.class.getResourceAsStream(
                        LibraryLoaderUtil.getNativeLibResourcePath() + "/" + library),
                library)) {
            Files.copy(packed, folder.resolve(library));
        }
        String archive = folder.resolve("classes.jsa").toString();
        WorkerJvm first = with("-XX:ArchiveClassesAtExit=" + archive, folder, path);
        Task task = new Task(folder.resolve("first.db").toString(), 2, folder.resolve("first.txt"));
        assertThat(WorkerProcess.start(first, task, 1, "first", Duration.ofMinutes(5), 0, folder.resolve("no brake"))
                        .end())
                .isZero();
        return with("-XX:SharedArchiveFile=" + archive, folder, path);
    }

    private static WorkerJvm with(String archive, Path library, List<String> path) {
        List<String> options = new ArrayList<>(SHORT_LIVED);
        // What is said about archives would stand among what workers say.
        options.addAll(List.of(archive, "-Xlog:disable", "-Dorg.sqlite.lib.path=" + library));
        return new WorkerJvm(options, String.join(File.pathSeparator, path));
    }

    /** Archives take no classes from folders. */
    private static String jar(String folder, Path jar) {
        int code = ToolProvider.findFirst("jar")
                .orElseThrow()
                .run(System.out, System.err, "--create", "--no-compress", "--file", jar.toString(), "-C", folder, ".");
        assertThat(code).isZero();
        return jar.toString();
    }

    /** The command of a program that leaves what it unpacks in a folder. */
    List<String> command(Class<?> program, Path folder) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(options);
        command.addAll(List.of("-Dorg.sqlite.tmpdir=" + folder, "-cp", classPath, program.getName()));
        return command;
    }
}
