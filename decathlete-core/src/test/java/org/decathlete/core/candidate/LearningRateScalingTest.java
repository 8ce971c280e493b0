package org.decathlete.core.candidate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class LearningRateScalingTest {
    private static final OptimizerSpec ADAM = OptimizerSpec.Adam.decoupled(0.002, 0.01);
    private static final OptimizerSpec SGD = new OptimizerSpec.Sgd(0.01, 0.99, true, 0);

    @Test
    void adamFollowsTheRootAndSgdTheNumberOfSamplesWithinABound() {
        assertThat(LearningRateScaling.factor(ADAM, 2, 4)).isCloseTo(1.41421, within(1e-5));
        assertThat(LearningRateScaling.factor(ADAM, 2, 40)).isEqualTo(2);
        assertThat(LearningRateScaling.factor(SGD, 2, 3)).isEqualTo(1.5);
        assertThat(LearningRateScaling.factor(SGD, 9, 7)).isCloseTo(7 / 9.0, within(1e-12));
        assertThat(LearningRateScaling.factor(SGD, 9, 1)).isEqualTo(0.5);
        assertThat(LearningRateScaling.factor(SGD, 4, 4)).isEqualTo(1);
    }
}
