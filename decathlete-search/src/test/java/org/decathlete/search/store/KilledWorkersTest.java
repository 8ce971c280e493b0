package org.decathlete.search.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.decathlete.search.store.WorkerProcess.Task;
import org.decathlete.search.study.Study;
import org.decathlete.search.study.Workers;
import org.decathlete.search.trial.Trial;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What becomes of studies whose workers are killed with {@code kill -9}. */
@Timeout(value = 300, unit = TimeUnit.SECONDS)
class KilledWorkersTest {
    private static final int ROUNDS = 3;

    /** Studies whose workers share a process. */
    private static final int FAMILY = 3;

    private static final Path NONE = Path.of("no such file");
    private static final Duration LONG = Duration.ofMinutes(5);

    @TempDir
    Path folder;

    /**
     * Kills at fifty random points; the proposals are those of a study in memory that nobody killed, to the last digit. What takes long is
     * starting processes: each has workers of several studies, that die with it wherever each of them is.
     */
    @Test
    void aKilledStudyGoesOnAsIfItHadNotBeen() throws InterruptedException {
        AtomicInteger kills = new AtomicInteger();
        AtomicInteger families = new AtomicInteger();
        Workers.run(2, number -> () -> {
            while (kills.get() < 50) {
                try {
                    kills.addAndGet(goOn(1 + FAMILY * families.getAndIncrement()));
                } catch (IOException e) {
                    throw new IllegalStateException(e);
                }
            }
        });
        assertThat(kills.get()).isGreaterThanOrEqualTo(50);
    }

    /** @return how many studies were killed, each as often as it was */
    private int goOn(int seed) throws IOException, InterruptedException {
        SplittableRandom random = new SplittableRandom(seed);
        List<Task> tasks = IntStream.range(seed, seed + FAMILY)
                .mapToObj(
                        each -> new Task(folder.resolve(each + ".db").toString(), each, folder.resolve(each + ".txt")))
                .toList();
        int[] killed = new int[FAMILY];
        for (int i = 0; i < 9; i++) {
            WorkerProcess worker = WorkerProcess.start(tasks, ROUNDS, "worker", LONG, 0, NONE);
            // One in ten dies before its first evaluation, the others anywhere between and within the transactions.
            boolean early = random.nextInt(10) == 0;
            boolean alive = worker.evaluated(early ? 0 : 1 + random.nextInt(8 * FAMILY));
            TimeUnit.MICROSECONDS.sleep(random.nextInt(early ? 500_000 : 5_000));
            boolean died = worker.kill() && alive;
            for (int task = 0; task < FAMILY; task++) {
                killed[task] += died && !worker.finished(task) ? 1 : 0;
            }
        }
        assertThat(WorkerProcess.start(tasks, ROUNDS, "worker", LONG, 0, NONE).end())
                .isZero();
        for (int task = 0; task < FAMILY; task++) {
            isAsIfNotKilled(tasks.get(task), killed[task]);
        }
        return IntStream.of(killed).sum();
    }

    private static void isAsIfNotKilled(Task task, int killed) throws IOException {
        Study expected = new Study(Example.either(task.seed(), ROUNDS));
        for (Optional<Trial> trial = expected.ask(); trial.isPresent(); trial = expected.ask()) {
            expected.tell(trial.get().id(), Example.evaluate(expected.settings(), expected.trials(), trial.get()));
        }
        try (StudyStore store = StudyStores.open(task.address())) {
            StoredStudy study = store.open("study " + task.seed());
            assertThat(study.trials()).as("seed %d", task.seed()).isEqualTo(expected.trials());
            List<TrialRecord> records = study.records();
            assertThat(records.stream().mapToInt(TrialRecord::deaths).sum()).isLessThanOrEqualTo(killed);
            assertThat(records).allMatch(record -> record.attempt() == record.deaths() + 1);
            evaluations(task.journal())
                    .forEach((id, workers) -> assertThat(workers)
                            .hasSizeLessThanOrEqualTo(records.get(id).attempt()));
        }
    }

    private static Map<Integer, List<String>> evaluations(Path journal) throws IOException {
        return Files.readAllLines(journal).stream()
                .map(line -> line.split(" ", 2))
                .collect(Collectors.groupingBy(
                        line -> Integer.valueOf(line[0]), Collectors.mapping(line -> line[1], Collectors.toList())));
    }

    @Test
    void ofTwoWorkersOneIsKilledOverAndOver() throws IOException, InterruptedException {
        twoWorkers(folder.resolve("study.db").toString(), folder.resolve("journal.txt"));
    }

    /** Two processes share a study; one is killed and started again three times, and then for good. */
    static void twoWorkers(String address, Path journal) throws IOException, InterruptedException {
        Duration lease = Duration.ofSeconds(5);
        // However slow the machine is, the steady one must not be done before the other was killed three times.
        Path brake = Files.createFile(journal.resolveSibling("brake"));
        List<Task> tasks = List.of(new Task(address, 3, journal));
        WorkerProcess steady = WorkerProcess.start(tasks, 4, "steady", lease, 40, brake);
        SplittableRandom random = new SplittableRandom(3);
        int killed = 0;
        for (int i = 0; i < 3; i++) {
            WorkerProcess mortal = WorkerProcess.start(tasks, 4, "mortal", lease, 40, NONE);
            assertThat(mortal.evaluated(1 + random.nextInt(4))).isTrue();
            TimeUnit.MICROSECONDS.sleep(random.nextInt(45_000));
            killed += mortal.kill() ? 1 : 0;
        }
        assertThat(killed).isEqualTo(3);
        Files.delete(brake);
        assertThat(steady.end()).isZero();
        try (StudyStore store = StudyStores.open(address)) {
            StoredStudy study = store.open("study 3");
            assertThat(study.finished()).isTrue();
            List<TrialRecord> records = study.records();
            Map<Integer, List<String>> evaluations = evaluations(journal);
            assertThat(evaluations).hasSize(records.size());
            assertThat(records).hasSizeBetween(3 * Example.ROUND, 4 * Example.ROUND);
            for (TrialRecord record : records) {
                Trial trial = record.trial();
                assertThat(trial.outcome()).isEqualTo(Example.evaluate(study.settings(), study.trials(), trial));
                assertThat(record.attempt()).isEqualTo(record.deaths() + 1);
                assertThat(evaluations.get(trial.id())).hasSizeBetween(1, record.attempt());
            }
            assertThat(evaluations.values().stream().flatMap(List::stream)).contains("steady", "mortal");
            assertThat(records.stream().mapToInt(TrialRecord::deaths).sum()).isBetween(1, killed);
        }
    }
}
