package org.decathlete.search.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import org.decathlete.search.study.StudySettings;
import org.decathlete.search.study.Workers;
import org.decathlete.search.trial.Outcome;
import org.decathlete.search.trial.Trial;
import org.decathlete.search.trial.TrialState;
import org.junit.jupiter.api.Test;

/** Who has which trial, in every store. */
abstract class LeaseContract extends OpenedStores {

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
}
