package org.decathlete.nn.tensor;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class LiveObjectsTest {
    private static final int COUNT = 36;

    @Test
    void whatIsLeftToTheCollectorIsGoneWhereItIsSettled() {
        Native.load();
        long before = LiveObjects.settled();
        leave();
        assertThat(Scope.liveObjects()).isGreaterThanOrEqualTo(before + COUNT);
        assertThat(LiveObjects.settled()).isEqualTo(before);
    }

    private static void leave() {
        for (int i = 0; i < COUNT; i++) {
            Tensors.of(new float[] {i}, 1);
        }
    }
}
