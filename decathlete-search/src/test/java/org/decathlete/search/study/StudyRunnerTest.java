package org.decathlete.search.study;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import org.decathlete.search.schedule.FullBudget;
import org.decathlete.search.schedule.Hyperband;
import org.decathlete.search.space.Parameter;
import org.decathlete.search.space.SearchSpace;
import org.decathlete.search.trial.Objective;
import org.decathlete.search.trial.Outcome;
import org.decathlete.search.trial.Trial;
import org.decathlete.search.trial.TrialState;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class StudyRunnerTest {
    private static final SearchSpace SPACE = SearchSpace.of(Parameter.real("x", 0, 1));
    private static final Objective LOSS = Objective.minimize("loss");

    @Test
    void failuresAreToldAndTheSearchGoesOn() throws InterruptedException {
        Study study = new Study(StudySettings.of(SPACE, FullBudget.of(4), LOSS));
        new StudyRunner(study, trial -> switch (trial.id()) {
                    case 0 -> throw new IllegalStateException("no such layer");
                    case 1 -> throw new OutOfMemoryError("heap");
                    case 2 -> Outcome.of("loss", Double.NaN);
                    default -> Outcome.of("loss", 1);
                })
                .run();
        assertThat(study.trials())
                .extracting(Trial::state)
                .containsExactly(TrialState.CRASHED, TrialState.OUT_OF_MEMORY, TrialState.NAN, TrialState.OK);
        assertThat(study.trials().get(0).outcome().message()).contains("no such layer");
        assertThat(study.best().orElseThrow().id()).isEqualTo(3);
    }

    @Test
    @Timeout(value = 60, unit = TimeUnit.SECONDS)
    void workersWorkAtTheSameTimeAndAllTrialsEnd() throws InterruptedException {
        Study study = new Study(StudySettings.of(SPACE, Hyperband.of(1, 9, 3), LOSS));
        Set<String> threads = ConcurrentHashMap.newKeySet();
        CyclicBarrier together = new CyclicBarrier(3);
        new StudyRunner(study, trial -> {
                    threads.add(Thread.currentThread().getName());
                    if (trial.id() < 3) {
                        // Passes only if three trials are being evaluated at once.
                        together.await();
                    }
                    return Outcome.of("loss", trial.configuration().real("x"));
                })
                .run(3);
        assertThat(study.finished()).isTrue();
        assertThat(study.trials()).hasSize(9 + 3 + 1 + 3 + 1 + 3).allMatch(trial -> trial.state() == TrialState.OK);
        assertThat(threads).hasSize(3);
    }
}
