package org.decathlete.core.io;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Assumptions;

/** Runs a script of ours in a Python that has certain modules; skips the test where there is none. */
public final class Python {
    private static final List<String> CANDIDATES = List.of("python3", "/usr/bin/python3");

    private Python() {}

    /** Runs a script of a test's resources, which imports these modules, and gives what it printed; fails where the script does. */
    public static String run(Class<?> test, String modules, String script, Path folder) {
        Optional<String> python =
                CANDIDATES.stream().filter(one -> has(one, modules)).findFirst();
        Assumptions.assumeTrue(python.isPresent(), "no Python with " + modules + " found (tried " + CANDIDATES + ")");
        try (InputStream source = test.getResourceAsStream(script)) {
            Path copy = folder.resolve(script);
            Files.write(copy, source.readAllBytes());
            return output(python.orElseThrow(), copy.toString(), folder.toString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean has(String python, String modules) {
        try {
            output(python, "-c", "import " + modules);
            return true;
        } catch (IOException | IllegalStateException e) {
            return false;
        }
    }

    private static String output(String... command) throws IOException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        try {
            if (process.waitFor() != 0) {
                throw new IllegalStateException(String.join(" ", command) + " failed:\n" + text);
            }
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
        return text;
    }
}
