package org.decathlete.nn.train;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.decathlete.nn.train.settings.AugmentationPlace;

/** Kills trainings after a random number of steps and some milliseconds, lets the same command go on, and compares what they end with. */
final class KillAndResume {
    private final Path folder;
    private final int iterations;
    private final boolean cascade;
    private final AugmentationPlace place;
    private int kills;

    KillAndResume(Path folder, int iterations) {
        this(folder, iterations, false);
    }

    /** @param place where patches are augmented */
    KillAndResume(Path folder, int iterations, AugmentationPlace place) {
        this(folder, iterations, false, place);
    }

    /** @param cascade whether second stages of a cascade are trained */
    KillAndResume(Path folder, int iterations, boolean cascade) {
        this(folder, iterations, cascade, AugmentationPlace.AUTO);
    }

    private KillAndResume(Path folder, int iterations, boolean cascade, AugmentationPlace place) {
        this.place = place;
        this.folder = folder;
        this.iterations = iterations;
        this.cascade = cascade;
    }

    /** How many processes were killed while they trained. */
    int kills() {
        return kills;
    }

    /** The run folder of a training whose process is killed up to so many times, at moments that {@code random} chooses. */
    Path killed(String name, int times, SplittableRandom random) throws IOException, InterruptedException {
        Path run = folder.resolve(name);
        for (int i = 0; i < times && !Files.exists(run.resolve("checkpoint_final.safetensors")); i++) {
            Process process = start(run);
            awaitSteps(process, random.nextInt(1, iterations / 4 + 1));
            boolean ended = process.waitFor(random.nextInt(40), TimeUnit.MILLISECONDS);
            process.destroyForcibly().waitFor();
            kills += ended ? 0 : 1;
        }
        finish(start(run), run);
        return run;
    }

    private Process start(Path run) throws IOException {
        List<String> command = List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Xmx400m",
                "-cp",
                System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                PhantomTraining.class.getName(),
                folder.resolve("store").toString(),
                run.toString(),
                String.valueOf(iterations),
                "1",
                String.valueOf(cascade),
                place.name());
        File errors = folder.resolve("errors.txt").toFile();
        return new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.appendTo(errors))
                .start();
    }

    /** Waits for so many steps, or the end of the process. */
    private static void awaitSteps(Process process, int steps) throws IOException {
        BufferedReader output =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        int seen = 0;
        for (String line = output.readLine(); line != null; line = output.readLine()) {
            seen += line.equals(PhantomTraining.STEP) ? 1 : 0;
            if (seen == steps) {
                return;
            }
        }
    }

    private void finish(Process process, Path run) throws IOException, InterruptedException {
        awaitSteps(process, Integer.MAX_VALUE);
        if (!process.waitFor(120, TimeUnit.SECONDS) || process.exitValue() != 0) {
            process.destroyForcibly();
            throw new AssertionError(
                    "the training in " + run + " did not end well: " + Files.readString(folder.resolve("errors.txt")));
        }
    }
}
