package org.decathlete.core.dataset.folds;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

/** Against numbers that numpy's RandomState printed. */
class LegacyRandomTest {

    @Test
    void drawsTheSameBitsAsNumpy() {
        LegacyRandom random = new LegacyRandom(12345);
        long[] drawn = new long[5];
        for (int i = 0; i < drawn.length; i++) {
            drawn[i] = Integer.toUnsignedLong(random.nextUint32());
        }
        assertThat(drawn).containsExactly(3992670690L, 3823185381L, 1358822685L, 561383553L, 789925284L);
    }

    @Test
    void choosesWithReplacement() {
        assertThat(new LegacyRandom(1234).choiceWithReplacement(1000, 10))
                .containsExactly(815, 723, 294, 53, 204, 372, 664, 655, 689, 279);
    }

    @Test
    void choosesWithoutReplacement() {
        assertThat(new LegacyRandom(1234).choiceWithoutReplacement(100, 10))
                .containsExactly(40, 35, 81, 61, 98, 68, 85, 27, 39, 42);
    }

    @Test
    void choosesFromOneWithoutDrawing() {
        LegacyRandom random = new LegacyRandom(7);
        assertThat(random.choiceWithReplacement(1, 3)).containsOnly(0);
        assertThat(random.nextUint32()).isEqualTo(new LegacyRandom(7).nextUint32());
    }

    @Test
    void boundedReachesBothEndsAndNothingElse() {
        LegacyRandom random = new LegacyRandom(3);
        int[] counts = new int[6];
        for (int i = 0; i < 6000; i++) {
            counts[random.bounded(5)]++;
        }
        for (int count : counts) {
            assertThat(count).isBetween(850, 1150);
        }
    }

    @Test
    void refusesSeedsThatNumpyRefuses() {
        assertThatThrownBy(() -> new LegacyRandom(-1)).hasMessageContaining("-1");
        assertThatThrownBy(() -> new LegacyRandom(1L << 32)).hasMessageContaining("4294967296");
    }
}
