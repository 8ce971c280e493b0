package org.decathlete.search.store;

import static java.util.Objects.requireNonNull;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;

/** A worker in a process of its own, to be killed. */
final class WorkerProcess {
    private static final char BEGAN = '.';

    /** 128 and the number of the signal, as shells count. */
    private static final int KILLED = 128 + 9;

    private final Process process;

    private WorkerProcess(Process process) {
        this.process = process;
    }

    /**
     * What a worker works on.
     *
     * @param address of the store
     * @param seed of the study
     * @param journal file that gets a line with trial and worker whenever an evaluation begins
     */
    record Task(String address, long seed, Path journal) {
        String study() {
            return "study " + seed;
        }
    }

    /**
     * Works on an example until it is finished.
     *
     * @param arguments address, seed, journal, rounds of the study, name of the worker, milliseconds of a lease, milliseconds of an
     *     evaluation, file whose existence slows evaluations down
     */
    public static void main(String[] arguments) throws Exception {
        Task task = new Task(arguments[0], Long.parseLong(arguments[1]), Path.of(arguments[2]));
        int rounds = Integer.parseInt(arguments[3]);
        String worker = arguments[4];
        Leases leases = new Leases(Duration.ofMillis(Long.parseLong(arguments[5])), 1000);
        long pause = Long.parseLong(arguments[6]);
        Path brake = Path.of(arguments[7]);
        try (StudyStore store = StudyStores.open(task.address())) {
            StoredStudy study = study(store, task, rounds).with(leases);
            new StudyWorker(study, worker, trial -> {
                        Files.writeString(
                                task.journal(),
                                trial.id() + " " + worker + "\n",
                                StandardOpenOption.CREATE,
                                StandardOpenOption.APPEND);
                        System.out.write(BEGAN);
                        System.out.flush();
                        Thread.sleep(Files.exists(brake) ? 20 * pause : pause);
                        return Example.evaluate(study.settings(), study.trials(), trial);
                    })
                    .run();
        }
    }

    /** One that is there is opened by its name, which takes half of the time. */
    private static StoredStudy study(StudyStore store, Task task, int rounds) {
        boolean there = store.list().stream().anyMatch(study -> study.name().equals(task.study()));
        return there ? store.open(task.study()) : store.open(task.study(), Example.either(task.seed(), rounds));
    }

    /** Starts one. */
    static WorkerProcess start(
            WorkerJvm jvm, Task task, int rounds, String name, Duration lease, long pause, Path brake)
            throws IOException {
        List<String> command =
                jvm.command(WorkerProcess.class, requireNonNull(task.journal().getParent()));
        command.addAll(List.of(
                task.address(),
                Long.toString(task.seed()),
                task.journal().toString(),
                Integer.toString(rounds),
                name,
                Long.toString(lease.toMillis()),
                Long.toString(pause),
                brake.toString()));
        return new WorkerProcess(new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.appendTo(new File(task.journal() + ".errors")))
                .start());
    }

    /** Waits until that many evaluations began; false if the process ended before. */
    boolean evaluated(int count) throws IOException {
        int began = 0;
        while (began < count) {
            int read = process.getInputStream().read();
            if (read < 0) {
                return false;
            }
            began += read == BEGAN ? 1 : 0;
        }
        return true;
    }

    /** Kills it with a signal that cannot be caught; false if it had come to its end. */
    boolean kill() throws InterruptedException {
        process.destroyForcibly();
        int code = process.waitFor();
        if (code != 0 && code != KILLED) {
            throw new AssertionError("a worker failed with " + code + "; see the file of errors beside its journal");
        }
        return code == KILLED;
    }

    /** Waits for its end. */
    int end() throws IOException, InterruptedException {
        process.getInputStream().readAllBytes();
        return process.waitFor();
    }
}
