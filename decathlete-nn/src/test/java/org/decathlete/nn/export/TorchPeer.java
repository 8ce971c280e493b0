package org.decathlete.nn.export;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.Assumptions;

/** Runs a script of ours in a Python that has PyTorch; skips the test where there is none. */
final class TorchPeer {
    private static final List<String> CANDIDATES = List.of("/usr/bin/python3", "python3");

    private static final Optional<String> PYTHON =
            CANDIDATES.stream().filter(TorchPeer::has).findFirst();

    private TorchPeer() {}

    /** Runs a script of the test resources and gives what it printed; fails where the script does. */
    static String run(String script, Path folder, Object... arguments) {
        Assumptions.assumeTrue(PYTHON.isPresent(), "no Python with torch and numpy found (tried " + CANDIDATES + ")");
        try (InputStream source = TorchPeer.class.getResourceAsStream(script)) {
            Path copy = folder.resolve(script);
            Files.write(copy, Objects.requireNonNull(source).readAllBytes());
            List<String> command = new ArrayList<>(List.of(PYTHON.orElseThrow(), copy.toString()));
            for (Object argument : arguments) {
                command.add(argument.toString());
            }
            return output(command);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean has(String python) {
        try {
            output(List.of(python, "-c", "import torch, numpy"));
            return true;
        } catch (IOException | IllegalStateException e) {
            return false;
        }
    }

    private static String output(List<String> command) throws IOException {
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
