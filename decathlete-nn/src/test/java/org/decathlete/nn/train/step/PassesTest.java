package org.decathlete.nn.train.step;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PassesTest {

    @Test
    void partsAreAsFewAsBothBoundsAllow() {
        assertThat(new Passes(2, 100).bounds(5)).containsExactly(0, 2, 5);
        assertThat(new Passes(9, 100).bounds(5)).containsExactly(0, 5);
        assertThat(new Passes(9, 2).bounds(5)).containsExactly(0, 1, 3, 5);
        assertThat(new Passes(1, 1).bounds(3)).containsExactly(0, 1, 2, 3);
    }
}
