package org.decathlete.nn.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadFactory;
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

    @Test
    void whereTheSystemGivesNoMoreThreadsOneLaneIsLeftAndTheOthersEnd() throws InterruptedException {
        List<Thread> started = new ArrayList<>();
        try (LaneThreads lanes = LaneThreads.of(8, 4, refusing(started, "unable to create native thread"))) {
            assertThat(lanes.refused()).isTrue();
            assertThat(lanes.count()).isEqualTo(1);
        }
        assertThat(Native.threads()).isEqualTo(3);
        assertEnded(started);
        try (LaneThreads lanes = LaneThreads.of(4, 2)) {
            assertThat(lanes.refused()).isFalse();
            assertThat(lanes.count()).isEqualTo(2);
        }
    }

    @Test
    void anyOtherErrorIsThrownWhenThoseThatStartedEndAndTheCallerKeepsItsNumber() throws InterruptedException {
        List<Thread> started = new ArrayList<>();
        assertThatThrownBy(() -> LaneThreads.of(8, 4, refusing(started, "Java heap space")))
                .isInstanceOf(OutOfMemoryError.class);
        assertThat(Native.threads()).isEqualTo(3);
        assertEnded(started);
    }

    /** Makes two threads, and then no more. */
    private static ThreadFactory refusing(List<Thread> started, String message) {
        return task -> {
            if (started.size() == 2) {
                throw new OutOfMemoryError(message);
            }
            Thread thread = new Thread(task);
            thread.setDaemon(true);
            started.add(thread);
            return thread;
        };
    }

    private static void assertEnded(List<Thread> started) throws InterruptedException {
        assertThat(started).hasSize(2);
        for (Thread thread : started) {
            thread.join(10_000);
            assertThat(thread.isAlive()).isFalse();
        }
    }

    @Test
    void lanesThatSeveralThreadsStartGetTheirSharesAndLeaveTheCommonNumber() {
        Set<Integer> shares = ConcurrentHashMap.newKeySet();
        Set<Integer> callers = ConcurrentHashMap.newKeySet();
        List<Thread> several = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            several.add(new Thread(() -> {
                Native.threadsOfThisThread(5);
                for (int round = 0; round < 20; round++) {
                    try (LaneThreads lanes = LaneThreads.of(4, 2)) {
                        lanes.run(2, lane -> shares.add(Native.threads()));
                    }
                    callers.add(Native.threads());
                }
            }));
        }
        several.forEach(Thread::start);
        several.forEach(LaneThreadsTest::join);
        assertThat(shares).containsExactly(2);
        assertThat(callers).containsExactly(5);
        assertThat(Native.threads()).isEqualTo(3);
    }

    private static void join(Thread thread) {
        try {
            thread.join();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
