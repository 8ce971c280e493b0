package org.decathlete.app.tune.network;

import static org.decathlete.search.space.Parameter.categorical;
import static org.decathlete.search.space.Parameter.integer;
import static org.decathlete.search.space.Parameter.real;

import java.util.ArrayList;
import java.util.List;
import org.decathlete.core.spec.StageKind;
import org.decathlete.core.spec.UNetSpec;
import org.decathlete.core.spec.UnitSpec;
import org.decathlete.search.space.Confidence;
import org.decathlete.search.space.Configuration;
import org.decathlete.search.space.NumericPrior;
import org.decathlete.search.space.Parameter;

/**
 * Kind, width, depth and units of the network around any planned one, whose patch and topology stay. Only the batch is smaller where
 * the network is too large for it.
 *
 * @param planned what is believed in
 * @param bound memory of a training step
 * @param limits within which every network fits
 */
record CorrectedScaling(Architecture planned, MemoryBound bound, ScalingLimits limits) implements ArchitectureSpace {
    private static final double SMALL_DROPOUT = 0.1;

    static CorrectedScaling of(Architecture planned, MemoryBound bound) {
        return new CorrectedScaling(planned, bound, ScalingLimits.of(planned, bound));
    }

    @Override
    public List<Parameter> parameters() {
        Confidence medium = Confidence.MEDIUM;
        UNetSpec network = planned.network();
        Scaling usual = Scaling.of(network);
        UnitSpec unit = network.encoderUnit();
        List<Parameter> parameters = new ArrayList<>();
        parameters.add(stages(
                NetworkNames.ENCODER,
                encoder(network.stages()),
                NetworkNames.PLAIN_ENCODER,
                NetworkNames.RESIDUAL_ENCODER));
        parameters.add(stages(
                NetworkNames.DECODER,
                decoder(network.decoderStages()),
                NetworkNames.PLAIN_DECODER,
                NetworkNames.RESIDUAL_DECODER));
        parameters.add(integer(NetworkNames.SCALE, 0, limits.level()).believed(Scaling.PLANNED, medium));
        parameters.add(integer(NetworkNames.BASE_FEATURES, Math.max(1, usual.base() / 2), limits.base())
                .believed(usual.base(), medium));
        parameters.add(integer(NetworkNames.MOST_FEATURES, Math.max(1, usual.most() / 2), limits.most())
                .believed(usual.most(), medium));
        parameters.add(categorical(NetworkNames.ACTIVATION, Units.ACTIVATIONS.toArray(String[]::new))
                .believed(Units.activationName(unit), medium));
        parameters.add(categorical(NetworkNames.NORM, Units.NORMS.toArray(String[]::new))
                .believed(Units.normName(unit), medium));
        parameters.add(dropout(unit.dropout()));
        return parameters;
    }

    private Parameter stages(String name, String believed, String plain, String residual) {
        return limits.residual()
                ? categorical(name, plain, residual).believed(believed, Confidence.MEDIUM)
                : categorical(name, believed);
    }

    /** As likely absent as not, where none was planned. */
    private static Parameter dropout(double planned) {
        double centre = planned == 0 ? SMALL_DROPOUT : planned;
        double absent = planned == 0 ? 0.5 : 0.2;
        return real(NetworkNames.DROPOUT, 0, Math.max(0.5, planned))
                .believed(new NumericPrior.Spike(0, absent, new NumericPrior.Around(centre, Confidence.MEDIUM)));
    }

    @Override
    public Architecture architecture(Configuration configuration) {
        StageKind decoder = configuration.text(NetworkNames.DECODER).equals(NetworkNames.RESIDUAL_DECODER)
                ? StageKind.RESIDUAL
                : StageKind.PLAIN;
        return bound.fitted(planned.with(UNets.described(planned.network(), configuration, decoder)));
    }

    private static String encoder(StageKind kind) {
        return kind == StageKind.PLAIN ? NetworkNames.PLAIN_ENCODER : NetworkNames.RESIDUAL_ENCODER;
    }

    private static String decoder(StageKind kind) {
        return kind == StageKind.PLAIN ? NetworkNames.PLAIN_DECODER : NetworkNames.RESIDUAL_DECODER;
    }
}
