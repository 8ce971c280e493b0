package org.decathlete.nn.train.validation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.BitSet;
import org.junit.jupiter.api.Test;

class PseudoDiceTest {

    @Test
    void regionsAreCountedByMembership() {
        PseudoDice dice = new PseudoDice(2);
        short[] target = {0, 1, 2, 3, 1};
        BitSet both = new BitSet();
        both.set(1, 3);
        dice.addRegion(0, new short[] {1, 1, 1, 1, 0}, target, both, 3);
        assertThat(dice.counts()).isDeepEqualTo(new long[][] {{2, 0}, {1, 0}, {1, 0}});
        assertThat(dice.values()[0]).isEqualTo(4 / 6.0);
        assertThat(dice.values()[1]).isNaN();
        assertThat(dice.mean()).isEqualTo(4 / 6.0);
    }

    @Test
    void anEpochWithoutForegroundLeavesTheScoreAlone() {
        MovingScore score = MovingScore.NONE.with(Double.NaN, 0.9);
        assertThat(score).isEqualTo(new MovingScore(null, null, 1));
        score = score.with(0.5, 0.9).with(Double.NaN, 0.9);
        assertThat(score).isEqualTo(new MovingScore(0.5, 0.5, 1));
    }
}
