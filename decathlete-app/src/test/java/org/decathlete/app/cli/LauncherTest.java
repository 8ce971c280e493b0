package org.decathlete.app.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The launcher, in a folder that looks built, with a Java that prints what it is given. */
class LauncherTest {
    private static final Path LAUNCHER = Path.of("../decathlete");

    @TempDir
    private Path folder = Path.of(".");

    @Test
    void otherJarsComeOntoTheClassPathThroughTheirDoor() throws Exception {
        String classes = folder.toRealPath().resolve("decathlete-app/target/decathlete.jar") + ":"
                + folder.toRealPath().resolve("decathlete-app/target/lib/*");
        assertThat(classPath(Map.of())).isEqualTo(classes);
        assertThat(classPath(Map.of("DECATHLETE_PLUGINS", "/other/net.jar:/other/lib/*")))
                .isEqualTo(classes + ":/other/net.jar:/other/lib/*");
    }

    @Test
    void nativesForGpusAreAskedForWhereTheyWereBuiltIn() throws Exception {
        String option = "-Dorg.bytedeco.javacpp.platform.extension=-gpu";
        assertThat(arguments(Map.of())).doesNotContain(option, "");
        Files.writeString(folder.resolve("decathlete-app/target/lib/pytorch-2-linux-x86_64-gpu.jar"), "");
        assertThat(arguments(Map.of())).contains(option);
    }

    private String classPath(Map<String, String> environment) throws IOException, InterruptedException {
        List<String> printed = arguments(environment);
        return printed.get(printed.indexOf("-cp") + 1);
    }

    private List<String> arguments(Map<String, String> environment) throws IOException, InterruptedException {
        assumeTrue(Files.isExecutable(Path.of("/bin/bash")), "the launcher needs bash");
        Path java = folder.resolve("java/bin/java");
        Files.createDirectories(folder.resolve("java/bin"));
        Files.writeString(java, """
                #!/bin/bash
                if [ "$1" = -version ]; then echo 'openjdk version "17.0.1"' >&2; else printf '%s\\n' "$@"; fi
                """);
        assertThat(java.toFile().setExecutable(true)).isTrue();
        Path launcher = folder.resolve("decathlete");
        Files.writeString(launcher, Files.readString(LAUNCHER));
        Files.createDirectories(folder.resolve("decathlete-app/target/lib"));
        Files.writeString(folder.resolve("decathlete-app/target/decathlete.jar"), "");
        ProcessBuilder builder = new ProcessBuilder("/bin/bash", launcher.toString(), "--version");
        builder.environment().remove("DECATHLETE_PLUGINS");
        builder.environment().put("JAVA_HOME", folder.resolve("java").toString());
        builder.environment().putAll(environment);
        Process process = builder.start();
        List<String> printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8)
                .lines()
                .toList();
        assertThat(process.waitFor()).isZero();
        return printed;
    }
}
