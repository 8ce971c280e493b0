package org.decathlete.search.store;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.decathlete.search.study.Workers;

/** Workers in a process of their own, each on another study, to be killed together. */
final class WorkerProcess {
    private static final int OWN_ARGUMENTS = 5;
    private static final int STUDY_ARGUMENTS = 3;
    private static final char ENDED = 'A';

    private final Process process;
    private final boolean[] ended;

    private WorkerProcess(Process process, int studies) {
        this.process = process;
        this.ended = new boolean[studies];
    }

    /**
     * What a worker works on.
     *
     * @param address of the store
     * @param seed of the study
     * @param journal file that gets a line with trial and worker whenever an evaluation begins
     */
    record Task(String address, long seed, Path journal) {}

    /**
     * Works on examples until they are finished.
     *
     * @param arguments rounds of the studies, name of the workers, milliseconds of a lease, milliseconds of an evaluation, file whose
     *     existence slows evaluations down; then of each task the address, the seed and the journal
     */
    public static void main(String[] arguments) throws Exception {
        int studies = (arguments.length - OWN_ARGUMENTS) / STUDY_ARGUMENTS;
        Workers.run(studies, number -> () -> {
            int first = OWN_ARGUMENTS + number * STUDY_ARGUMENTS;
            work(
                    arguments,
                    new Task(arguments[first], Long.parseLong(arguments[first + 1]), Path.of(arguments[first + 2])));
            say((char) (ENDED + number));
        });
    }

    private static void work(String[] arguments, Task task) throws InterruptedException {
        String worker = arguments[1];
        long pause = Long.parseLong(arguments[3]);
        Path brake = Path.of(arguments[4]);
        try (StudyStore store = StudyStores.open(task.address())) {
            StoredStudy study = store.open(
                            "study " + task.seed(), Example.either(task.seed(), Integer.parseInt(arguments[0])))
                    .with(new Leases(Duration.ofMillis(Long.parseLong(arguments[2])), 1000));
            new StudyWorker(study, worker, trial -> {
                        Files.writeString(
                                task.journal(),
                                trial.id() + " " + worker + "\n",
                                StandardOpenOption.CREATE,
                                StandardOpenOption.APPEND);
                        say('.');
                        Thread.sleep(Files.exists(brake) ? 20 * pause : pause);
                        return Example.evaluate(study.settings(), study.trials(), trial);
                    })
                    .run();
        }
    }

    private static void say(char what) {
        synchronized (System.out) {
            System.out.write(what);
            System.out.flush();
        }
    }

    /** Starts one. */
    static WorkerProcess start(List<Task> tasks, int rounds, String name, Duration lease, long pause, Path brake)
            throws IOException {
        Path journal = tasks.get(0).journal();
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-Xmx100m",
                "-Dorg.sqlite.tmpdir=" + journal.getParent(),
                "-cp",
                System.getProperty("java.class.path"),
                WorkerProcess.class.getName(),
                Integer.toString(rounds),
                name,
                Long.toString(lease.toMillis()),
                Long.toString(pause),
                brake.toString()));
        for (Task task : tasks) {
            command.addAll(List.of(
                    task.address(), Long.toString(task.seed()), task.journal().toString()));
        }
        return new WorkerProcess(
                new ProcessBuilder(command)
                        .redirectError(ProcessBuilder.Redirect.appendTo(new File(journal + ".errors")))
                        .start(),
                tasks.size());
    }

    /** Waits until that many evaluations began, in all; false if the process ended before. */
    boolean evaluated(int count) throws IOException {
        int began = 0;
        while (began < count) {
            int read = process.getInputStream().read();
            if (read < 0) {
                return false;
            }
            began += read == '.' ? 1 : 0;
            note(read);
        }
        return true;
    }

    private void note(int read) {
        if (read >= ENDED) {
            ended[read - ENDED] = true;
        }
    }

    /** Whether a worker had finished its study; known after the process's end. */
    boolean finished(int task) {
        return ended[task];
    }

    private void readAll() throws IOException {
        for (byte read : process.getInputStream().readAllBytes()) {
            note(read);
        }
    }

    /** Kills it with a signal that cannot be caught; false if it had ended by itself. */
    boolean kill() throws IOException, InterruptedException {
        // Through the handle, since the process itself would close the stream that is still to be read.
        process.toHandle().destroyForcibly();
        readAll();
        return process.waitFor() != 0;
    }

    /** Waits for its end. */
    int end() throws IOException, InterruptedException {
        readAll();
        return process.waitFor();
    }
}
