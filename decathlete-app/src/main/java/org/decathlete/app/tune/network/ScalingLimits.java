package org.decathlete.app.tune.network;

import java.util.List;
import java.util.stream.Stream;
import org.decathlete.core.plan.UNetCost;
import org.decathlete.core.spec.Activation;
import org.decathlete.core.spec.StageKind;
import org.decathlete.core.spec.UNetSpec;
import org.decathlete.core.spec.UnitSpec;

/**
 * How far a network may be scaled.
 *
 * @param level largest level of depth
 * @param base most features of the first stage
 * @param most most features of any stage
 * @param residual whether residual stages are allowed where the planned network has none
 */
record ScalingLimits(int level, int base, int most, boolean residual) {
    /** Twice as wide as planned, one and a half times, and as planned. */
    private static final double[] WIDTHS = {2, 1.5, 1};

    /**
     * The widest limits within which every network fits into memory with the smallest batch. Depth gives way before width, and the choice
     * of stages last.
     *
     * @throws org.decathlete.core.run.DecathleteException of kind RESOURCE when the planned network itself does not fit with every activation
     */
    static ScalingLimits of(Architecture planned, MemoryBound bound) {
        Scaling usual = Scaling.of(planned.network());
        for (boolean residual : new boolean[] {true, false}) {
            for (double width : WIDTHS) {
                for (int level = Scaling.LARGEST; level >= Scaling.PLANNED; level--) {
                    ScalingLimits limits = new ScalingLimits(
                            level, (int) (width * usual.base()), (int) (width * usual.most()), residual);
                    if (limits.need(planned, bound) <= bound.bytes()) {
                        return limits;
                    }
                }
            }
        }
        throw bound.tooSmall(
                new ScalingLimits(Scaling.PLANNED, usual.base(), usual.most(), false).need(planned, bound));
    }

    /** Bytes that the most demanding network takes. */
    private long need(Architecture planned, MemoryBound bound) {
        UNetSpec network = planned.network();
        UnitSpec like = network.encoderUnit();
        UnitSpec unit = new UnitSpec(like.norm(), like.normEpsilon(), Activation.PRELU, like.leakySlope(), 0);
        return kinds(network.stages())
                .flatMap(encoder -> kinds(network.decoderStages())
                        .map(decoder -> UNets.scaled(network, new Scaling(encoder, level, base, most), decoder)))
                .mapToLong(spec -> UNetCost.trainingBytes(
                        spec.withUnits(unit, unit),
                        planned.edges(),
                        MemoryBound.smallestBatch(planned),
                        bound.bytesPerValue()))
                .max()
                .orElseThrow();
    }

    private Stream<StageKind> kinds(StageKind planned) {
        return residual ? List.of(StageKind.values()).stream() : Stream.of(planned);
    }
}
