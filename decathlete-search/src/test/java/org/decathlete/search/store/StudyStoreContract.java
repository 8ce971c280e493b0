package org.decathlete.search.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.decathlete.search.study.Study;
import org.decathlete.search.study.StudySettings;
import org.decathlete.search.trial.Outcome;
import org.decathlete.search.trial.Trial;
import org.decathlete.search.trial.TrialState;
import org.junit.jupiter.api.Test;

/** What every store must do. */
abstract class StudyStoreContract extends LeaseContract {

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
