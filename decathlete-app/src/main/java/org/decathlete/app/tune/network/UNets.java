package org.decathlete.app.tune.network;

import java.util.Collections;
import java.util.List;
import org.decathlete.core.spec.StageKind;
import org.decathlete.core.spec.UNetSpec;
import org.decathlete.core.spec.UnitSpec;
import org.decathlete.search.space.Configuration;

/** Changes of a planned network that keep its topology: kernels and strides. */
public final class UNets {
    /** Residual blocks of a decoder stage, which have two convolutions each. */
    private static final int RESIDUAL_DECODER_BLOCKS = 1;

    private UNets() {}

    /** The network that a configuration of kind, depth, width and units describes, with the topology of a planned one. */
    public static UNetSpec described(UNetSpec planned, Configuration configuration, StageKind decoder) {
        UNetSpec network = scaled(planned, Scaling.of(configuration), decoder);
        return network.withUnits(
                unit(network.encoderUnit(), configuration), unit(network.decoderUnit(), configuration));
    }

    private static UnitSpec unit(UnitSpec like, Configuration configuration) {
        return Units.of(
                like,
                configuration.text(NetworkNames.NORM),
                configuration.text(NetworkNames.ACTIVATION),
                configuration.real(NetworkNames.DROPOUT));
    }

    /** The same network scaled, with the usual blocks of its kind of stages; itself where nothing changes. */
    static UNetSpec scaled(UNetSpec planned, Scaling scaling, StageKind decoder) {
        Scaling usual = Scaling.of(planned);
        int stages = planned.stageCount();
        boolean sameDepth = scaling.level() == Scaling.PLANNED;
        boolean sameWidth = scaling.base() == usual.base() && scaling.most() == usual.most();
        List<Integer> encoderBlocks = sameDepth && scaling.encoder() == planned.stages()
                ? planned.blocksPerStage()
                : scaling.preset().blocks(stages);
        boolean plannedDecoder =
                sameDepth && scaling.encoder() == planned.stages() && decoder == planned.decoderStages();
        return with(
                planned,
                scaling.encoder(),
                decoder,
                sameWidth ? planned.featuresPerStage() : scaling.features().perStage(planned.dimensions(), stages),
                encoderBlocks,
                plannedDecoder ? planned.convsPerStageDecoder() : decoderBlocks(scaling, decoder, stages));
    }

    private static List<Integer> decoderBlocks(Scaling scaling, StageKind decoder, int stages) {
        return decoder == StageKind.PLAIN
                ? scaling.preset().decoder(stages)
                : Collections.nCopies(
                        stages - 1, (int) Math.max(1, Math.rint(scaling.factor() * RESIDUAL_DECODER_BLOCKS)));
    }

    /** The first stages of a network with other contents; as many as there are entries of {@code encoderBlocks}. */
    public static UNetSpec with(
            UNetSpec planned,
            StageKind encoder,
            StageKind decoder,
            List<Integer> features,
            List<Integer> encoderBlocks,
            List<Integer> decoderBlocks) {
        int stages = encoderBlocks.size();
        return new UNetSpec(
                encoder,
                planned.dimensions(),
                planned.inputChannels(),
                planned.outputChannels(),
                features.subList(0, stages),
                planned.kernelSizes().subList(0, stages),
                planned.strides().subList(0, stages),
                encoderBlocks,
                decoderBlocks,
                planned.convBias(),
                planned.encoderUnit(),
                planned.decoderUnit(),
                planned.deepSupervision(),
                decoder);
    }
}
