package org.decathlete.search.store;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;

/** A worker in a process of its own, to be killed. */
final class WorkerProcess {
    private final Process process;

    private WorkerProcess(Process process) {
        this.process = process;
    }

    /**
     * Works on an example until it is finished.
     *
     * @param arguments address of the store, seed of the study, its rounds, name of the worker, milliseconds of a lease, file that
     *     gets a line with trial and worker whenever an evaluation begins, milliseconds of an evaluation, file whose existence
     *     slows evaluations down
     */
    public static void main(String[] arguments) throws Exception {
        long seed = Long.parseLong(arguments[1]);
        String worker = arguments[3];
        Path journal = Path.of(arguments[5]);
        long pause = Long.parseLong(arguments[6]);
        Path brake = Path.of(arguments[7]);
        try (StudyStore store = StudyStores.open(arguments[0])) {
            StoredStudy study = store.open("study " + seed, Example.either(seed, Integer.parseInt(arguments[2])))
                    .with(new Leases(Duration.ofMillis(Long.parseLong(arguments[4])), 1000));
            new StudyWorker(study, worker, trial -> {
                        Files.writeString(
                                journal,
                                trial.id() + " " + worker + "\n",
                                StandardOpenOption.CREATE,
                                StandardOpenOption.APPEND);
                        System.out.write('.');
                        System.out.flush();
                        Thread.sleep(Files.exists(brake) ? 20 * pause : pause);
                        return Example.evaluate(study.settings(), study.trials(), trial);
                    })
                    .run();
        }
    }

    /** Starts one. */
    static WorkerProcess start(
            String address, long seed, int rounds, String name, Duration lease, Path journal, long pause, Path brake)
            throws IOException {
        List<String> command = List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-Xmx100m",
                "-Dorg.sqlite.tmpdir=" + journal.getParent(),
                "-cp",
                System.getProperty("java.class.path"),
                WorkerProcess.class.getName(),
                address,
                Long.toString(seed),
                Integer.toString(rounds),
                name,
                Long.toString(lease.toMillis()),
                journal.toString(),
                Long.toString(pause),
                brake.toString());
        return new WorkerProcess(new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.appendTo(new File(journal + ".errors")))
                .start());
    }

    /** Waits until that many evaluations began; false if the process ended before. */
    boolean evaluated(int count) throws IOException {
        for (int i = 0; i < count; i++) {
            if (process.getInputStream().read() < 0) {
                return false;
            }
        }
        return true;
    }

    /** Kills it with a signal that cannot be caught; false if it had ended by itself. */
    boolean kill() throws InterruptedException {
        process.destroyForcibly();
        return process.waitFor() != 0;
    }

    /** Waits for its end. */
    int end() throws IOException, InterruptedException {
        process.getInputStream().readAllBytes();
        return process.waitFor();
    }
}
