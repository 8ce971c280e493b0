package org.decathlete.app.report.html;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class NumbersTest {

    @Test
    void numbersReadWell() {
        assertThat(Numbers.plain(0.1 + 0.2)).isEqualTo("0.3");
        assertThat(Numbers.plain(20)).isEqualTo("20");
        assertThat(Numbers.plain(-0.5)).isEqualTo("−0.5");
        assertThat(Numbers.plain(2e-5)).isEqualTo("2e−5");
        assertThat(Numbers.plain(1500000)).isEqualTo("1.5e6");
        assertThat(Numbers.significant(629.8241f)).isEqualTo("630");
        assertThat(Numbers.ratio(Double.NaN)).isEqualTo("–");
        assertThat(Numbers.duration(59.4)).isEqualTo("59.4 s");
        assertThat(Numbers.duration(59.94)).isEqualTo("1 min 00 s");
        assertThat(Numbers.duration(61)).isEqualTo("1 min 01 s");
        assertThat(Numbers.duration(3723)).isEqualTo("1 h 02 min");
    }
}
