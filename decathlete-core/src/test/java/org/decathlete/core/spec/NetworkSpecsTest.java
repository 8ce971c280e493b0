package org.decathlete.core.spec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.decathlete.core.run.DecathleteException;
import org.decathlete.core.run.Json;
import org.junit.jupiter.api.Test;

class NetworkSpecsTest {
    private static final UNetSpec UNET = new UNetSpec(
            StageKind.RESIDUAL,
            2,
            3,
            4,
            List.of(8, 16),
            List.of(List.of(1, 3), List.of(3, 3)),
            List.of(List.of(1, 1), List.of(1, 2)),
            List.of(1, 3),
            List.of(2),
            true,
            1e-5,
            0.01,
            true);

    @Test
    void writesAndReadsAnyRegisteredKind() {
        ForeignSpec foreign = new ForeignSpec(2, 1, 5, "from another jar");
        assertThat(NetworkSpecs.fromJson(NetworkSpecs.toJson(UNET))).isEqualTo(UNET);
        assertThat(NetworkSpecs.fromJson(NetworkSpecs.toJson(foreign))).isEqualTo(foreign);
        assertThat(NetworkSpecs.types()).containsKeys("unet", ForeignSpec.TYPE);
    }

    @Test
    void namesTheKindOnceInTheJson() {
        assertThat(Json.canonical(UNET)).contains("\"type\":\"unet\"").containsOnlyOnce("\"type\"");
        assertThat(Json.mapper()
                        .readTree(NetworkSpecs.toJson(UNET.withDecoderStages(StageKind.RESIDUAL)))
                        .size())
                .isEqualTo(1 + UNetSpec.class.getRecordComponents().length);
    }

    /** Networks from before there were residual decoders keep their text, and with it their candidates' ids. */
    @Test
    void saysNothingOfPlainDecoders() {
        assertThat(Json.canonical(UNET)).doesNotContain("decoderStages");
        UNetSpec residual = UNET.withDecoderStages(StageKind.RESIDUAL);
        assertThat(Json.canonical(residual)).contains("\"decoderStages\":\"residual\"");
        assertThat(NetworkSpecs.fromJson(NetworkSpecs.toJson(residual))).isEqualTo(residual);
        assertThat(residual.withChannels(1, 2).withDeepSupervision(false).withUnits(UnitSpec.NNUNET, UnitSpec.NNUNET))
                .extracting(UNetSpec::decoderStages)
                .isEqualTo(StageKind.RESIDUAL);
    }

    @Test
    void refusesUnknownKindsAndNonsense() {
        assertThatThrownBy(() -> NetworkSpecs.fromJson("{\"type\": \"transformer\"}"))
                .isInstanceOf(DecathleteException.class)
                .hasMessageContaining("\"transformer\" is not known")
                .hasMessageContaining("unet");
        assertThatThrownBy(() -> NetworkSpecs.fromJson("{\"dimensions\": 3}")).isInstanceOf(DecathleteException.class);
        assertThatThrownBy(() -> NetworkSpecs.fromJson(
                        NetworkSpecs.toJson(UNET).replace("\"dimensions\":2", "\"dimensions\":7")))
                .isInstanceOf(DecathleteException.class)
                .hasMessageContaining("dimensions");
    }
}
