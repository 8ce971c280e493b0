package org.decathlete.nn.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LaneThreadsTest {

    @BeforeEach
    void load() {
        Native.load();
        Native.threads(3);
    }

    @AfterEach
    void leaveOneThread() {
        Native.threads(1);
    }

    @Test
    void everyLaneHasItsShareAndTheCallerKeepsItsNumber() {
        Set<Integer> shares = ConcurrentHashMap.newKeySet();
        AtomicInteger ran = new AtomicInteger();
        try (LaneThreads lanes = LaneThreads.of(4, 2)) {
            assertThat(Native.threads()).isEqualTo(3);
            lanes.run(2, lane -> {
                shares.add(Native.threads());
                ran.incrementAndGet();
            });
        }
        assertThat(shares).containsExactly(2);
        assertThat(ran).hasValue(2);
        assertThat(Native.threads()).isEqualTo(3);
    }

    @Test
    void errorsArePassedOnWhenAllHaveEnded() {
        AtomicInteger ended = new AtomicInteger();
        try (LaneThreads lanes = LaneThreads.of(2, 2)) {
            assertThatThrownBy(() -> lanes.run(4, lane -> {
                        if (lane == 0) {
                            throw new AssertionError("lane 0");
                        }
                        ended.incrementAndGet();
                    }))
                    .isInstanceOf(AssertionError.class)
                    .hasMessage("lane 0");
            assertThat(ended).hasValue(3);
        }
    }
}
