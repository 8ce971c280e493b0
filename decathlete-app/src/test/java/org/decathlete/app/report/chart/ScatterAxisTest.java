package org.decathlete.app.report.chart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

class ScatterAxisTest {

    @Test
    void axesAreLogarithmicWhereNumbersDifferMuch() {
        ScatterAxis wide = ScatterAxis.holding(List.of(0.02, 15.0), 8, 0, 400);
        assertThat(wide.marks()).extracting(ScatterAxis.Mark::text).containsExactly("0.01", "0.1", "1", "10", "100");
        assertThat(wide.place(1)).isCloseTo(200, within(1e-9));
        assertThat(ScatterAxis.holding(List.of(1.0, 15.0), 8, 0, 400).logarithmic())
                .isFalse();
        assertThat(ScatterAxis.holding(List.of(0.0, 15.0), 8, 0, 400).logarithmic())
                .isFalse();
    }
}
