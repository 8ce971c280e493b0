package org.decathlete.nn.augment.draw;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class IntervalTest {

    @Test
    void factorsFallOnBothSidesOfOneAlike() {
        SplittableRandom random = new SplittableRandom(2);
        Interval bounds = new Interval(0.7, 1.5);
        int below = 0;
        for (int i = 0; i < 10_000; i++) {
            double factor = bounds.drawFactor(random);
            assertThat(factor).isBetween(0.7, 1.5);
            below += factor < 1 ? 1 : 0;
        }
        assertThat(below).isBetween(4800, 5200);
    }
}
