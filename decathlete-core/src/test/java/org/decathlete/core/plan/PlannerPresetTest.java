package org.decathlete.core.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.decathlete.core.run.DecathleteException;
import org.junit.jupiter.api.Test;

class PlannerPresetTest {

    @Test
    void findsOursAndThoseOfOtherJars() {
        assertThat(PlannerPreset.named("resenc-l")).isEqualTo(PlannerPreset.RESENC_L);
        assertThat(PlannerPreset.named("foreign").plansName()).isEqualTo("foreignPlans");
        assertThatThrownBy(() -> PlannerPreset.named("huge"))
                .isInstanceOf(DecathleteException.class)
                .hasMessageContaining("default, resenc-m, resenc-l, resenc-xl, foreign");
    }
}
