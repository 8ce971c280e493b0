package org.decathlete.search.store;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.decathlete.search.schedule.FullBudget;
import org.decathlete.search.space.Parameter;
import org.decathlete.search.space.SearchSpace;
import org.decathlete.search.study.StudySettings;
import org.decathlete.search.trial.Objective;
import org.decathlete.search.trial.Outcome;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;

/** What the contracts of stores begin with. */
@Timeout(value = 120, unit = TimeUnit.SECONDS)
abstract class OpenedStores {
    static final StudySettings TEN =
            StudySettings.of(SearchSpace.of(Parameter.real("x", 0, 1)), FullBudget.of(10), Objective.minimize("loss"));
    static final Leases LEASES = new Leases(Duration.ofSeconds(60), 2);

    final TestClock clock = new TestClock();
    private final List<StudyStore> opened = new ArrayList<>();
    StudyStore store;

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

    final StoredStudy ten() {
        return store.open("ten", TEN).with(LEASES);
    }

    static Outcome loss(double loss) {
        return Outcome.of("loss", loss);
    }
}
