package org.decathlete.search.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
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
import org.decathlete.search.store.WorkerProcess.Task;
import org.decathlete.search.study.Study;
import org.decathlete.search.study.Workers;
import org.decathlete.search.trial.Trial;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What becomes of studies whose workers are killed with {@code kill -9}. */
@Timeout(value = 900, unit = TimeUnit.SECONDS)
class KilledWorkersTest {
    private static final int KILLS = 50;
    private static final int KILLS_OF_A_STUDY = 13;
    private static final int ROUNDS = 4;
    private static final Path NONE = Path.of("no such file");
    private static final Duration LONG = Duration.ofMinutes(5);

    @TempDir
    Path folder;

    /** Kills fifty processes at random points; the proposals are those of a study in memory that nobody killed, to the last digit. */
    @Test
    void aKilledStudyGoesOnAsIfItHadNotBeen() throws IOException, InterruptedException {
        WorkerJvm jvm = WorkerJvm.archived(folder);
        AtomicInteger kills = new AtomicInteger();
        Workers.run(2, number -> () -> {
            int own = 0;
            for (int seed = 1 + number; own < KILLS / 2; seed += 2) {
                own += killed(jvm, seed);
            }
            kills.addAndGet(own);
        });
        assertThat(kills.get()).isGreaterThanOrEqualTo(KILLS);
    }

    /** @return how many workers of the study were killed before one came to its end */
    private int killed(WorkerJvm jvm, int seed) throws InterruptedException {
        SplittableRandom random = new SplittableRandom(seed);
        Task task = new Task(folder.resolve(seed + ".db").toString(), seed, folder.resolve(seed + ".txt"));
        try {
            int killed = 0;
            while (killed < KILLS_OF_A_STUDY && diesEarly(jvm, task, random)) {
                killed++;
            }
            isAsIfNotKilled(task, killed);
            return killed;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Starts a worker and kills it; false if it had come to its study's end before. */
    private static boolean diesEarly(WorkerJvm jvm, Task task, SplittableRandom random)
            throws IOException, InterruptedException {
        WorkerProcess worker = WorkerProcess.start(jvm, task, ROUNDS, "worker", LONG, 0, NONE);
        // One in three dies before its first evaluation, the others anywhere between and within the transactions.
        boolean starting = random.nextInt(3) == 0;
        worker.evaluated(starting ? 0 : 1 + random.nextInt(8));
        TimeUnit.MICROSECONDS.sleep(random.nextInt(starting ? 800_000 : 5_000));
        return worker.kill();
    }

    private static void isAsIfNotKilled(Task task, int killed) throws IOException, InterruptedException {
        Study expected = new Study(Example.either(task.seed(), ROUNDS));
        for (Optional<Trial> trial = expected.ask(); trial.isPresent(); trial = expected.ask()) {
            expected.tell(trial.get().id(), Example.evaluate(expected.settings(), expected.trials(), trial.get()));
        }
        try (StudyStore store = StudyStores.open(task.address())) {
            StoredStudy study = store.open(task.study(), Example.either(task.seed(), ROUNDS));
            new StudyWorker(study, "worker", trial -> Example.evaluate(study.settings(), study.trials(), trial)).run();
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
        WorkerJvm jvm = WorkerJvm.plain();
        Task task = new Task(address, 3, journal);
        WorkerProcess steady = WorkerProcess.start(jvm, task, 4, "steady", lease, 40, brake);
        SplittableRandom random = new SplittableRandom(3);
        int killed = 0;
        for (int i = 0; i < 3; i++) {
            WorkerProcess mortal = WorkerProcess.start(jvm, task, 4, "mortal", lease, 40, NONE);
            assertThat(mortal.evaluated(1 + random.nextInt(4))).isTrue();
            TimeUnit.MICROSECONDS.sleep(random.nextInt(45_000));
            killed += mortal.kill() ? 1 : 0;
        }
        assertThat(killed).isEqualTo(3);
        Files.delete(brake);
        assertThat(steady.end()).isZero();
        try (StudyStore store = StudyStores.open(address)) {
            StoredStudy study = store.open(task.study());
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
