package org.decathlete.search.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.decathlete.search.schedule.FullBudget;
import org.decathlete.search.space.Parameter;
import org.decathlete.search.space.SearchSpace;
import org.decathlete.search.study.Study;
import org.decathlete.search.study.StudySettings;
import org.decathlete.search.study.Workers;
import org.decathlete.search.trial.Objective;
import org.decathlete.search.trial.Outcome;
import org.decathlete.search.trial.Trial;
import org.decathlete.search.trial.TrialState;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What every store must do. */
@Timeout(value = 120, unit = TimeUnit.SECONDS)
abstract class StudyStoreContract {
    private static final StudySettings TEN =
            StudySettings.of(SearchSpace.of(Parameter.real("x", 0, 1)), FullBudget.of(10), Objective.minimize("loss"));
    private static final Leases LEASES = new Leases(Duration.ofSeconds(60), 2);

    final TestClock clock = new TestClock();
    private final List<StudyStore> opened = new ArrayList<>();
    private StudyStore store;

    /** The same store at every call within a test; an empty one in the next. */
    abstract StudyStore open() throws Exception;

    /** Opened anew, as by another process. */
    final StudyStore another() throws Exception {
        StudyStore more = open();
        opened.add(more);
        return more;
    }

    @BeforeEach
    final void begin() throws Exception {
        store = another();
    }

    @AfterEach
    final void end() {
        opened.forEach(StudyStore::close);
    }

    private StoredStudy ten() {
        return store.open("ten", TEN).with(LEASES);
    }

    private static Outcome loss(double loss) {
        return Outcome.of("loss", loss);
    }

    @Test
    void studiesAreMadeOnceAndKeepTheirSettings() {
        StudySettings settings = Example.settings(Long.MIN_VALUE, 2);
        assertThat(store.create("ä study's \"name\"", settings)).isTrue();
        assertThat(store.create("ä study's \"name\"", TEN)).isFalse();
        assertThat(store.settings("ä study's \"name\"")).isEqualTo(settings);
        assertThat(store.open("ä study's \"name\"", settings).name()).isEqualTo("ä study's \"name\"");
        assertThatThrownBy(() -> store.open("ä study's \"name\"", TEN)).hasMessageContaining("other settings");
        assertThatThrownBy(() -> store.open("none")).hasMessageContaining("no study none");
        assertThatThrownBy(() -> store.changes("none", 0)).hasMessageContaining("no study none");
        assertThatThrownBy(() -> store.exclusively("none", StudyAccess::stopped))
                .hasMessageContaining("no study none");
        assertThatThrownBy(() -> store.create(" ", TEN)).hasMessageContaining("cannot be named");
        assertThatThrownBy(() -> store.create("a\nb", TEN)).hasMessageContaining("cannot be named");
    }

    @Test
    void summariesCountTrialsByState() {
        StoredStudy study = ten();
        store.create("empty", TEN);
        study.tell(study.ask("a").orElseThrow(), loss(1));
        study.tell(study.ask("a").orElseThrow(), loss(Double.NaN));
        study.tell(study.ask("a").orElseThrow(), Outcome.failed(TrialState.TIMEOUT, "late"));
        study.tell(study.ask("a").orElseThrow(), Outcome.failed(TrialState.OUT_OF_MEMORY, "large"));
        study.tell(study.ask("a").orElseThrow(), Outcome.failed(TrialState.KILLED, "by hand"));
        assertThat(study.ask("a")).isPresent();
        study.stop();
        assertThat(store.list())
                .containsExactly(
                        StudySummary.of("empty", clock.instant(), false, Map.of()),
                        StudySummary.of(
                                "ten",
                                clock.instant(),
                                true,
                                Map.of(
                                        TrialState.OK, 1,
                                        TrialState.NAN, 1,
                                        TrialState.TIMEOUT, 1,
                                        TrialState.OUT_OF_MEMORY, 1,
                                        TrialState.KILLED, 1,
                                        TrialState.RUNNING, 1)));
    }

    @Test
    void asksAsAStudyInMemoryWould() {
        StudySettings settings = Example.settings(5, 2);
        Study expected = new Study(settings);
        StoredStudy study = store.open("study", settings);
        for (Optional<Trial> next = expected.ask(); next.isPresent(); next = expected.ask()) {
            Claim claim = study.ask("a").orElseThrow();
            assertThat(claim.trial()).isEqualTo(next.get());
            Outcome outcome = Example.evaluate(claim.trial());
            assertThat(study.tell(claim, outcome))
                    .isEqualTo(expected.tell(next.get().id(), outcome));
        }
        assertThat(study.ask("a")).isEmpty();
        assertThat(study.finished()).isTrue();
        assertThat(study.trials()).isEqualTo(expected.trials());
        assertThat(study.best()).isEqualTo(expected.best()).isPresent();
    }

    @Test
    void everybodySeesTheSame() throws Exception {
        StudySettings settings = Example.settings(6, 1);
        List<StoredStudy> users = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            users.add(another().open("study", settings));
        }
        Study expected = new Study(settings);
        for (int i = 0; i < Example.ROUND; i++) {
            Optional<Trial> next = expected.ask();
            if (next.isEmpty()) {
                break;
            }
            Claim claim = users.get(i % 3).ask("user " + i % 3).orElseThrow();
            assertThat(claim.trial()).isEqualTo(next.get());
            expected.tell(next.get().id(), Example.evaluate(next.get()));
            users.get((i + 1) % 3).tell(claim, Example.evaluate(claim.trial()));
        }
        assertThat(users).allMatch(StoredStudy::finished);
        assertThat(users).allMatch(user -> user.trials().equals(expected.trials()));
    }

    @Test
    void nothingIsHandedOutTwice() throws Exception {
        StudySettings settings = Example.settings(7, 3);
        Set<Integer> handedOut = ConcurrentHashMap.newKeySet();
        List<StoredStudy> users =
                List.of(another().open("study", settings), another().open("study", settings));
        Workers.run(
                4,
                number -> new StudyWorker(users.get(number % 2), "worker " + number, trial -> {
                    assertThat(handedOut.add(trial.id())).isTrue();
                    return Example.evaluate(trial);
                })::run);
        List<TrialRecord> records = users.get(0).records();
        assertThat(users.get(1).finished()).isTrue();
        assertThat(handedOut).hasSize(records.size());
        assertThat(records).hasSizeBetween(2 * Example.ROUND, 3 * Example.ROUND);
        for (int id = 0; id < records.size(); id++) {
            TrialRecord record = records.get(id);
            assertThat(record.trial().id()).isEqualTo(id);
            assertThat(record.trial().outcome()).isEqualTo(Example.evaluate(record.trial()));
            assertThat(record.attempt()).isEqualTo(1);
            assertThat(record.deaths()).isZero();
        }
    }

    @Test
    void aDeadWorkersTrialIsTakenOverWhenItsLeaseRanOut() {
        StoredStudy study = ten();
        Claim dead = study.ask("dead").orElseThrow();
        clock.pass(Duration.ofSeconds(59));
        assertThat(study.ask("other").orElseThrow().trial().id()).isEqualTo(1);
        assertThat(study.renew(dead)).isEqualTo(Standing.HELD);
        clock.pass(Duration.ofSeconds(59));
        // The first renewed its lease; the second did not.
        assertThat(study.ask("third").orElseThrow().trial().id()).isEqualTo(2);
        clock.pass(Duration.ofSeconds(1));
        Claim taken = study.ask("fourth").orElseThrow();
        assertThat(taken).isEqualTo(new Claim(dead.trial(), "fourth", 2));
        assertThat(study.renew(dead)).isEqualTo(Standing.LOST);
        assertThatThrownBy(() -> study.tell(dead, loss(1)))
                .isInstanceOf(LeaseLostException.class)
                .hasMessageContaining("fourth");
        study.release(dead);
        study.tell(taken, loss(2));
        assertThatThrownBy(() -> study.tell(dead, loss(1))).isInstanceOf(LeaseLostException.class);
        TrialRecord record = study.records().get(0);
        assertThat(record.trial().outcome()).isEqualTo(loss(2));
        assertThat(record.deaths()).isEqualTo(1);
        assertThat(record.worker()).isEqualTo("fourth");
    }

    @Test
    void whoComesBackUnderItsNameGetsItsTrialAtOnce() {
        StoredStudy study = ten();
        Claim before = study.ask("a").orElseThrow();
        assertThat(study.ask("b")).isPresent();
        Claim after = study.ask("a").orElseThrow();
        assertThat(after).isEqualTo(new Claim(before.trial(), "a", 2));
        assertThat(study.renew(before)).isEqualTo(Standing.LOST);
        study.tell(after, loss(1));
        assertThat(study.ask("a").orElseThrow().trial().id()).isEqualTo(2);
    }

    @Test
    void aTrialThatKillsItsWorkersEndsAsCrashed() {
        StoredStudy study = ten();
        for (int death = 0; death <= LEASES.mostTakeovers(); death++) {
            Claim claim = study.ask("worker " + death).orElseThrow();
            assertThat(claim.trial().id()).isZero();
            assertThat(claim.attempt()).isEqualTo(death + 1);
            clock.pass(LEASES.length());
        }
        assertThat(study.ask("worker 3").orElseThrow().trial().id()).isEqualTo(1);
        Trial crashed = study.trials().get(0);
        assertThat(crashed.state()).isEqualTo(TrialState.CRASHED);
        assertThat(crashed.outcome().message()).contains("died with it 3 times").contains("worker 2");
    }

    @Test
    void whatIsGivenBackIsHandedOutFirstAndCountsAsNoDeath() {
        StoredStudy study = ten();
        for (int i = 0; i < 5; i++) {
            Claim claim = study.ask("a").orElseThrow();
            assertThat(claim.trial().id()).isZero();
            study.release(claim);
            assertThat(study.renew(claim)).isEqualTo(Standing.LOST);
        }
        TrialRecord record = study.records().get(0);
        assertThat(record.deaths()).isZero();
        assertThat(record.attempt()).isEqualTo(5);
        assertThat(record.worker()).isNull();
    }

    @Test
    void tellingTwiceIsTellingOnce() {
        StoredStudy study = ten();
        Claim claim = study.ask("a").orElseThrow();
        assertThatThrownBy(() -> study.tell(claim, Outcome.of("los", 1))).hasMessageContaining("objective loss");
        Trial told = study.tell(claim, loss(1));
        clock.pass(Duration.ofDays(1));
        assertThat(study.tell(claim, loss(1))).isEqualTo(told);
        assertThatThrownBy(() -> study.tell(claim, loss(2))).isInstanceOf(LeaseLostException.class);
        assertThat(study.trials()).containsExactly(told);
    }

    @Test
    void aStoppedStudyGivesNothingUntilItIsResumed() {
        StoredStudy study = ten();
        Claim claim = study.ask("a").orElseThrow();
        study.stop();
        assertThat(study.stopped()).isTrue();
        assertThat(study.ask("b")).isEmpty();
        assertThat(study.renew(claim)).isEqualTo(Standing.STOPPED);
        study.tell(claim, loss(1));
        study.resume();
        assertThat(study.ask("b").orElseThrow().trial().id()).isEqualTo(1);
    }

    @Test
    void workersThatAreStoppedGiveBackWhatTheyHave() throws Exception {
        StoredStudy study = ten().with(new Leases(Duration.ofMillis(200), 2));
        CountDownLatch evaluating = new CountDownLatch(1);
        Thread worker = new Thread(() -> {
            try {
                new StudyWorker(study, "a", trial -> {
                            evaluating.countDown();
                            Thread.sleep(60_000);
                            return loss(1);
                        })
                        .run();
            } catch (InterruptedException e) {
                throw new IllegalStateException("was interrupted from outside", e);
            }
        });
        worker.start();
        evaluating.await();
        study.stop();
        worker.join();
        TrialRecord record = study.records().get(0);
        assertThat(record.running()).isTrue();
        assertThat(record.worker()).isNull();
    }

    @Test
    void whatFailsLeavesNothingBehind() {
        StoredStudy study = ten();
        Claim claim = study.ask("a").orElseThrow();
        TrialRecord before = study.records().get(0);
        long revision = store.changes("ten", 0).revision();
        assertThatThrownBy(() -> store.exclusively("ten", access -> {
                    access.put(before.ended(loss(1), access.now()));
                    access.stop(true);
                    assertThat(access.running()).isEmpty();
                    assertThat(access.changes(revision).trials()).hasSize(1);
                    throw new IllegalStateException("power failure");
                }))
                .hasMessage("power failure");
        assertThat(study.records()).containsExactly(before);
        assertThat(store.changes("ten", revision)).isEqualTo(new Changes(revision, List.of()));
        assertThat(study.stopped()).isFalse();
        study.tell(claim, loss(2));
        assertThat(study.ask("a").orElseThrow().trial().id()).isEqualTo(1);
    }

    @Test
    void changesAreSeenOnceAndInOrder() {
        StoredStudy study = ten();
        Claim first = study.ask("a").orElseThrow();
        Claim second = study.ask("b").orElseThrow();
        Changes all = store.changes("ten", 0);
        assertThat(all.trials()).extracting(record -> record.trial().id()).containsExactly(0, 1);
        study.tell(second, loss(1));
        study.renew(first);
        Changes later = store.changes("ten", all.revision());
        assertThat(later.revision()).isGreaterThan(all.revision());
        assertThat(later.trials())
                .extracting(record -> record.trial().state())
                .containsExactly(TrialState.RUNNING, TrialState.OK);
        assertThat(store.changes("ten", later.revision()).trials()).isEmpty();
    }
}
