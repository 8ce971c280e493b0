package org.decathlete.core.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.decathlete.core.spec.Activation;
import org.decathlete.core.spec.Norm;
import org.decathlete.core.spec.StageKind;
import org.decathlete.core.spec.UNetSpec;
import org.decathlete.core.spec.UnitSpec;
import org.junit.jupiter.api.Test;

/** Against sums done by hand. */
class UNetCostTest {
    private static final int[] PATCH = {4, 6};

    private static UNetSpec spec(StageKind stages) {
        return new UNetSpec(
                stages,
                2,
                1,
                3,
                List.of(2, 5),
                List.of(List.of(3, 3), List.of(1, 3)),
                List.of(List.of(1, 1), List.of(2, 1)),
                List.of(1, 1),
                List.of(2),
                true,
                1e-5,
                0.01,
                true);
    }

    @Test
    void countsAPlainNetwork() {
        // 24 voxels above, 12 below. Encoder: 9·1·2 and 3·2·5; up: 2·5·2; decoder: 9·4·2 and 9·2·2; head: 2·3.
        long multiplyAdds = 24 * 18 + 12 * 30 + 24 * 10 + 24 * 72 + 24 * 36 + 24 * 6;
        assertThat(UNetCost.multiplyAdds(spec(StageKind.PLAIN), PATCH)).isEqualTo(multiplyAdds);
        // Convolution and normalisation of four units, the concatenation, the logits.
        long activations = 2 * (24 * 2 + 12 * 5 + 24 * 2 + 24 * 2) + 24 * 4 + 24 * 3;
        assertThat(UNetCost.activations(spec(StageKind.PLAIN), PATCH)).isEqualTo(activations);
        long parameters = (18 + 2 + 4) + (30 + 5 + 10) + (20 + 2) + (72 + 2 + 4) + (36 + 2 + 4) + (6 + 3);
        assertThat(UNetCost.parameters(spec(StageKind.PLAIN))).isEqualTo(parameters);
    }

    @Test
    void countsAResidualNetwork() {
        // Stem 9·1·2, block of two 9·2·2; block 3·2·5 and 3·5·5 with projection 2·5; the decoder as above.
        long decoder = 24 * 10 + 24 * 72 + 24 * 36 + 24 * 6;
        long encoder = 24 * (18 + 36 + 36) + 12 * (30 + 75 + 10);
        assertThat(UNetCost.multiplyAdds(spec(StageKind.RESIDUAL), PATCH)).isEqualTo(encoder + decoder);
    }

    @Test
    void countsAResidualDecoder() {
        UNetSpec spec = spec(StageKind.PLAIN).withDecoderStages(StageKind.RESIDUAL);
        // Two blocks: 9·4·2 and 9·2·2 with projection 4·2; 9·2·2 twice.
        long decoder = 24 * 10 + 24 * (72 + 36 + 8) + 24 * (36 + 36) + 24 * 6;
        assertThat(UNetCost.multiplyAdds(spec, PATCH)).isEqualTo(24 * 18 + 12 * 30 + decoder);
        long blocks = (72 + 2 + 4) + (36 + 2 + 4) + (8 + 4) + 2 * (36 + 2 + 4);
        assertThat(UNetCost.parameters(spec)).isEqualTo((18 + 2 + 4) + (30 + 5 + 10) + (20 + 2) + blocks + (6 + 3));
        // Per block: what a unit keeps, and what the end of a block keeps; one projection.
        long kept = 2 * (2 + 3) * 48 + 2 * 48;
        assertThat(UNetCost.activations(spec, PATCH)).isEqualTo(2 * (48 + 60) + 96 + kept + 24 * 3);
        // Every convolution writes a map: encoder 2·24 and 5·12; up, four and a projection at 2·24; logits 3·24.
        assertThat(UNetCost.featureMapElements(spec, PATCH)).isEqualTo(48 + 60 + 6 * 48 + 72);
    }

    @Test
    void keepsTheInputOfActivationsThatCannotWorkInPlace() {
        UnitSpec gelu = new UnitSpec(Norm.INSTANCE, 1e-5, Activation.GELU, 0.01, 0);
        UNetSpec spec = spec(StageKind.PLAIN);
        // Both units of the encoder, 2·24 and 5·12 values.
        assertThat(UNetCost.activations(spec.withUnits(gelu, spec.decoderUnit()), PATCH))
                .isEqualTo(UNetCost.activations(spec, PATCH) + 48 + 60);
    }

    @Test
    void addsWeightsAndActivationsUp() {
        UNetSpec spec = spec(StageKind.PLAIN);
        assertThat(UNetCost.trainingBytes(spec, PATCH, 3, 2))
                .isEqualTo(16 * UNetCost.parameters(spec) + 6 * UNetCost.activations(spec, PATCH));
    }
}
