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

    /** Auto-nnU-Net's model scales 0.5, 1, 1.5 and 2. */
    @Test
    void scalesBlocksWithHalvesToEven() {
        FeatureRule rule = FeatureRule.NNUNET;
        assertThat(PlannerPreset.DEFAULT.withNetwork(1, rule)).isEqualTo(PlannerPreset.DEFAULT);
        assertThat(PlannerPreset.DEFAULT.withNetwork(1.5, rule).blocks(3)).containsExactly(3, 3, 3);
        PlannerPreset residual = PlannerPreset.RESENC_M;
        assertThat(residual.withNetwork(0.5, rule).blocks(5)).containsExactly(1, 2, 2, 3, 3);
        assertThat(residual.withNetwork(1.5, rule).blocks(5)).containsExactly(2, 4, 6, 9, 9);
        assertThat(residual.withNetwork(2, rule).blocks(5)).containsExactly(2, 6, 8, 12, 12);
        assertThat(residual.withNetwork(0.5, rule).decoder(2)).containsExactly(1);
        assertThat(residual.withNetwork(1.5, rule).decoder(2)).containsExactly(2);
    }

    @Test
    void widerNetworksHaveSmallerBatchesOrPatches() {
        Fingerprints data = new Fingerprints().cases(20, new int[] {120, 300, 300}, 1, 1, 1);
        PlanConfiguration narrow = data.plan(PlannerPreset.DEFAULT, "MRI", 2).configuration("3d_fullres");
        PlannerPreset wide = PlannerPreset.DEFAULT.withNetwork(2, new FeatureRule(64, 640, 640));
        PlanConfiguration planned = data.plan(wide, "MRI", 2).configuration("3d_fullres");
        assertThat(planned.network().featuresPerStage())
                .startsWith(64, 128, 256, 512)
                .endsWith(640);
        assertThat(planned.network().blocksPerStage()).containsOnly(4);
        assertThat(voxels(planned)).isLessThan(voxels(narrow) / 2);
    }

    private static int voxels(PlanConfiguration configuration) {
        return configuration.batchSize() * configuration.patchSize().stream().reduce(1, (a, b) -> a * b);
    }
}
