package org.decathlete.core.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

/** Plans that nnU-Net's own planner made for made-up datasets of identical cases. */
class PublishedPlansTest {
    private static final Offset<Double> FOUR_DIGITS = within(6e-5);

    @Test
    void liver() {
        Fingerprints data = new Fingerprints().cases(131, new int[] {432, 512, 512}, 1, 0.7676, 0.7676);
        Plans plans = data.plan(PlannerPreset.DEFAULT, "CT", 3);
        assertConfiguration(plans, "3d_fullres", 2, List.of(128, 128, 128), 6);
        assertThat(plans.configuration("3d_fullres").batchDice()).isTrue();
        assertConfiguration(plans, "3d_lowres", 2, List.of(128, 128, 128), 6);
        assertCoarse(plans, List.of(178.0, 211.0, 211.0), 2.4273, 1.8632, 1.8632);
        assertConfiguration(plans, "2d", 12, List.of(512, 512), 8);
        assertThat(plans.configuration("3d_cascade_fullres").previousStage()).isEqualTo("3d_lowres");

        Plans large = data.plan(PlannerPreset.RESENC_L, "CT", 3);
        assertConfiguration(large, "3d_fullres", 2, List.of(160, 224, 192), 6);
        assertCoarse(large, List.of(269.0, 319.0, 319.0), 1.6047, 1.2318, 1.2318);
        assertThat(large.configuration("2d").batchSize()).isEqualTo(35);
    }

    @Test
    void liverShrinksStepByStep() {
        PatchSearch.Found found = new PatchSearch(PlannerPreset.DEFAULT, 1, 3)
                .search(new double[] {1, 0.7676, 0.7676}, new double[] {432, 512, 512});
        assertThat(found.trace().stream().map(tried -> Axes.text(tried.patch())))
                .containsExactly(
                        "224 × 320 × 320",
                        "224 × 320 × 256",
                        "224 × 256 × 256",
                        "192 × 256 × 256",
                        "192 × 256 × 224",
                        "192 × 224 × 224",
                        "160 × 224 × 224",
                        "160 × 224 × 192",
                        "160 × 192 × 192",
                        "160 × 192 × 160",
                        "160 × 160 × 160",
                        "128 × 160 × 160",
                        "128 × 160 × 128",
                        "128 × 128 × 128");
        assertThat(found.trace().stream().map(PatchSearch.Tried::estimate))
                .contains(4_953_244_800L, 3_962_595_840L, 884_368_000L, 707_494_400L, 565_995_520L, 452_796_416L);
    }

    @Test
    void brainTumour() {
        Fingerprints data = new Fingerprints()
                .cases(484, new int[] {138, 170, 138}, 1, 1, 1)
                .channels(4)
                .relativeSize(0.42);
        Plans plans = data.plan(PlannerPreset.DEFAULT, "MRI", 4);
        assertConfiguration(plans, "3d_fullres", 2, List.of(128, 128, 128), 6);
        assertThat(plans.configuration("3d_fullres").useMaskForNorm()).containsExactly(true, true, true, true);
        assertConfiguration(plans, "2d", 105, List.of(192, 160), 6);
        assertThat(plans.configurations()).doesNotContainKey("3d_lowres");
        Plans large = data.plan(PlannerPreset.RESENC_L, "MRI", 4);
        assertConfiguration(large, "3d_fullres", 3, List.of(160, 192, 160), 6);
        assertThat(large.configuration("2d").batchSize()).isEqualTo(301);
    }

    @Test
    void prostate() {
        Fingerprints data = new Fingerprints()
                .cases(32, new int[] {20, 320, 320}, 3.6, 0.625, 0.625)
                .channels(2);
        Plans plans = data.plan(PlannerPreset.DEFAULT, "T2", 3);
        assertConfiguration(plans, "3d_fullres", 2, List.of(20, 320, 256), 7);
        assertThat(plans.configuration("3d_fullres").network().strides())
                .containsExactly(
                        List.of(1, 1, 1),
                        List.of(1, 2, 2),
                        List.of(1, 2, 2),
                        List.of(2, 2, 2),
                        List.of(2, 2, 2),
                        List.of(1, 2, 2),
                        List.of(1, 2, 2));
        assertThat(plans.configuration("3d_fullres").network().kernelSizes())
                .startsWith(List.of(1, 3, 3), List.of(1, 3, 3), List.of(3, 3, 3));
        assertConfiguration(plans, "2d", 32, List.of(320, 320), 7);
        Plans large = data.plan(PlannerPreset.RESENC_L, "T2", 3);
        assertConfiguration(large, "3d_fullres", 5, List.of(20, 320, 320), 7);
        assertThat(large.configuration("2d").batchSize()).isEqualTo(90);
    }

    @Test
    void heartCycle() {
        Fingerprints data = new Fingerprints()
                .cases(150, new int[] {9, 256, 216}, 10, 1.5625, 1.5625)
                .cases(50, new int[] {14, 256, 216}, 5, 1.5625, 1.5625);
        Plans plans = data.plan(PlannerPreset.DEFAULT, "MRI", 4);
        assertConfiguration(plans, "3d_fullres", 4, List.of(20, 256, 224), 6);
        assertThat(plans.configuration("3d_fullres").spacing()).containsExactly(5.0, 1.5625, 1.5625);
        assertThat(plans.configuration("3d_fullres").medianImageSize()).containsExactly(18.0, 256.0, 216.0);
        assertConfiguration(plans, "2d", 56, List.of(256, 224), 6);
        assertThat(plans.explanations().get(0)).contains("10th percentile");
        Plans large = data.plan(PlannerPreset.RESENC_L, "MRI", 4);
        assertThat(large.configuration("3d_fullres").batchSize()).isEqualTo(10);
        assertThat(large.configuration("2d").batchSize()).isEqualTo(161);
    }

    @Test
    void spleen() {
        Fingerprints data = new Fingerprints().cases(41, new int[] {90, 512, 512}, 5, 0.79, 0.79);
        Plans plans = data.plan(PlannerPreset.DEFAULT, "CT", 2);
        assertThat(plans.configuration("3d_fullres").patchSize()).containsExactly(32, 224, 224);
        assertThat(plans.configuration("3d_lowres").patchSize()).containsExactly(56, 192, 192);
        assertCoarse(plans, List.of(90.0, 301.0, 301.0), 5, 1.3449, 1.3449);
        Plans large = data.plan(PlannerPreset.RESENC_L, "CT", 2);
        assertThat(large.configuration("3d_fullres").patchSize()).containsExactly(56, 320, 256);
        assertThat(large.configurations()).containsOnlyKeys("2d", "3d_fullres");
    }

    @Test
    void pancreas() {
        Fingerprints data = new Fingerprints().cases(281, new int[] {93, 512, 512}, 2.5, 0.8, 0.8);
        Plans plans = data.plan(PlannerPreset.DEFAULT, "CT", 3);
        assertThat(plans.configuration("3d_fullres").patchSize()).containsExactly(40, 224, 224);
        assertThat(plans.configuration("3d_lowres").patchSize()).containsExactly(64, 192, 192);
        assertCoarse(plans, List.of(90.0, 310.0, 310.0), 2.575, 1.3223, 1.3223);
        assertThat(plans.configuration("3d_fullres").normalizationSchemes()).containsExactly("CTNormalization");
    }

    @Test
    void photographs() {
        Fingerprints data = new Fingerprints()
                .cases(100, new int[] {1, 512, 640}, 999, 1, 1)
                .channels(3);
        Plans plans = data.plan(PlannerPreset.DEFAULT, "R", 2);
        assertThat(plans.configurations()).containsOnlyKeys("2d");
        assertConfiguration(plans, "2d", 5, List.of(512, 640), 8);
        PlanConfiguration slices = plans.preferred();
        assertThat(UNetCost.featureMapElements(slices.network(), new int[] {512, 640}))
                .isEqualTo(103_280_640);
        assertThat(data.plan(PlannerPreset.RESENC_L, "R", 2).configuration("2d").batchSize())
                .isEqualTo(28);
        assertConfiguration(data.plan(PlannerPreset.RESENC_M, "R", 2), "2d", 13, List.of(512, 512), 8);
    }

    @Test
    void coarseAxisLast() {
        Fingerprints data = new Fingerprints().cases(50, new int[] {512, 512, 30}, 0.7, 0.7, 5);
        Plans plans = data.plan(PlannerPreset.DEFAULT, "CT", 2);
        assertThat(plans.transposeForward()).containsExactly(2, 0, 1);
        assertThat(plans.transposeBackward()).containsExactly(1, 2, 0);
        assertConfiguration(plans, "3d_fullres", 2, List.of(16, 320, 320), 7);
        assertThat(plans.preprocessing("3d_fullres").spacing()).containsExactly(5, 0.7, 0.7);
        assertThat(plans.preprocessing("2d").spacing()).containsExactly(0.7, 0.7);
        Plans large = data.plan(PlannerPreset.RESENC_L, "CT", 2);
        assertThat(large.configuration("3d_fullres").patchSize()).containsExactly(24, 448, 448);
    }

    @Test
    void hippocampus() {
        Fingerprints data = new Fingerprints().cases(260, new int[] {36, 50, 35}, 1, 1, 1);
        Plans plans = data.plan(PlannerPreset.DEFAULT, "MRI", 3);
        assertConfiguration(plans, "3d_fullres", 9, List.of(40, 56, 40), 4);
        assertConfiguration(plans, "2d", 366, List.of(56, 40), 4);
        PlanConfiguration full = plans.preferred();
        assertThat(UNetCost.featureMapElements(full.network(), new int[] {40, 56, 40}))
                .isEqualTo(19_174_400);
        assertThat(UNetCost.parameters(full.network())).isEqualTo(5_603_177);
        assertThat(UNetCost.parameters(full.network().withChannels(1, 2))).isEqualTo(5_602_950);
        assertThat(UNetCost.parameters(full.network().withChannels(3, 3))).isEqualTo(5_604_905);
        assertThat(UNetCost.parameters(plans.configuration("2d").network())).isEqualTo(1_928_489);
        Plans medium = data.plan(PlannerPreset.RESENC_M, "MRI", 3);
        assertConfiguration(medium, "3d_fullres", 58, List.of(40, 56, 40), 4);
        assertThat(UNetCost.parameters(medium.preferred().network())).isEqualTo(25_895_593);
        Plans extraLarge = data.plan(PlannerPreset.RESENC_XL, "MRI", 3);
        assertThat(extraLarge.configuration("3d_fullres").batchSize()).isEqualTo(183);
        assertThat(extraLarge.configuration("2d").batchSize()).isEqualTo(6711);
    }

    private static void assertConfiguration(Plans plans, String name, int batch, List<Integer> patch, int stages) {
        PlanConfiguration configuration = plans.configuration(name);
        assertThat(configuration.batchSize()).as(name).isEqualTo(batch);
        assertThat(configuration.patchSize()).as(name).isEqualTo(patch);
        assertThat(configuration.network().stageCount()).as(name).isEqualTo(stages);
    }

    private static void assertCoarse(Plans plans, List<Double> median, double... spacing) {
        PlanConfiguration coarse = plans.configuration("3d_lowres");
        assertThat(coarse.medianImageSize()).isEqualTo(median);
        for (int axis = 0; axis < spacing.length; axis++) {
            assertThat(coarse.spacing().get(axis)).isEqualTo(spacing[axis], FOUR_DIGITS);
        }
        assertThat(coarse.batchDice()).isFalse();
        assertThat(coarse.nextStages()).containsExactly("3d_cascade_fullres");
    }
}
