package org.decathlete.app.tune.grammar;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.decathlete.app.tune.network.Architecture;
import org.decathlete.app.tune.network.MemoryBound;
import org.decathlete.app.tune.network.UNets;
import org.decathlete.core.plan.UNetCost;
import org.decathlete.core.spec.Activation;
import org.decathlete.core.spec.Norm;
import org.decathlete.core.spec.StageKind;
import org.decathlete.core.spec.UNetSpec;
import org.decathlete.core.spec.UnitSpec;

/**
 * Finds how many blocks each stage may have so that every sentence of the grammar fits into memory, with the planned patch and the smallest
 * batch. So no configuration has to be refused, or changed behind its back.
 *
 * @param planned what is searched around
 * @param bound memory of a training step
 */
record MemoryLimits(Architecture planned, MemoryBound bound) {
    /** What needs the most memory among all units. */
    private static final UnitSpec COSTLY = new UnitSpec(Norm.INSTANCE, 1e-5, Activation.PRELU, 0.01, 0);

    /**
     * The limits: what is planned, and from there one block more per stage in turn, deep stages first, up to twice what is usual. Residual
     * halves that would not even fit with one block per stage are left out.
     *
     * @throws org.decathlete.core.run.DecathleteException of kind RESOURCE when the planned network itself does not fit with every unit
     */
    BlockLimits find() {
        UNetSpec network = planned.network();
        int stages = network.stageCount();
        BlockLimits most = BlockLimits.largest(stages);
        BlockLimits limits = start(most);
        if (need(limits) > bound.bytes()) {
            throw bound.tooSmall(need(limits));
        }
        for (int list : new int[] {1, 3}) {
            List<List<Integer>> lists = new ArrayList<>(limits.lists());
            if (lists.get(list).isEmpty()) {
                lists.set(list, Collections.nCopies(most.lists().get(list).size(), 1));
                BlockLimits more = BlockLimits.of(lists);
                limits = need(more) <= bound.bytes() ? more : limits;
            }
        }
        boolean grown = true;
        while (grown) {
            BlockLimits before = limits;
            limits = grown(limits, most);
            grown = !limits.equals(before);
        }
        return limits;
    }

    /** One block more in every stage that has room for it, where they cost least first. */
    private BlockLimits grown(BlockLimits from, BlockLimits most) {
        BlockLimits limits = from;
        for (int stage = most.stages() - 1; stage >= 0; stage--) {
            for (int list = 0; list < most.lists().size(); list++) {
                List<Integer> now = limits.lists().get(list);
                if (stage < now.size()
                        && now.get(stage) < most.lists().get(list).get(stage)) {
                    BlockLimits more = limits.more(list, stage);
                    limits = need(more) <= bound.bytes() ? more : limits;
                }
            }
        }
        return limits;
    }

    /** The planned blocks for the planned kinds of stages; one per stage for plain ones that are not planned; nothing else. */
    private BlockLimits start(BlockLimits most) {
        UNetSpec network = planned.network();
        boolean plain = network.stages() == StageKind.PLAIN;
        boolean plainDecoder = network.decoderStages() == StageKind.PLAIN;
        List<Integer> encoder = network.blocksPerStage();
        List<Integer> decoder = reversed(network.convsPerStageDecoder());
        return new BlockLimits(
                plain ? encoder : Collections.nCopies(most.stages(), 1),
                plain ? List.of() : encoder,
                plainDecoder ? decoder : Collections.nCopies(decoder.size(), 1),
                plainDecoder ? List.of() : decoder);
    }

    /** Bytes that the most demanding sentence takes. */
    private long need(BlockLimits limits) {
        long most = 0;
        for (int n = UNetGrammar.fewest(limits.stages()); n <= limits.stages(); n++) {
            for (StageKind encoder : StageKind.values()) {
                for (StageKind decoder : StageKind.values()) {
                    most = Math.max(most, need(limits, n, encoder, decoder));
                }
            }
        }
        return most;
    }

    private long need(BlockLimits limits, int stages, StageKind encoder, StageKind decoder) {
        List<Integer> down = encoder == StageKind.PLAIN ? limits.plainEncoder() : limits.residualEncoder();
        List<Integer> up = decoder == StageKind.PLAIN ? limits.plainDecoder() : limits.residualDecoder();
        if (down.isEmpty() || up.isEmpty()) {
            return 0;
        }
        UNetSpec network = planned.network();
        UNetSpec spec = UNets.with(
                        network,
                        encoder,
                        decoder,
                        network.featuresPerStage(),
                        down.subList(0, stages),
                        reversed(up.subList(0, stages - 1)))
                .withUnits(COSTLY, COSTLY);
        return UNetCost.trainingBytes(spec, planned.edges(), MemoryBound.smallestBatch(planned), bound.bytesPerValue());
    }

    /** A network lists its decoder from the bottleneck upwards. */
    private static List<Integer> reversed(List<Integer> list) {
        List<Integer> reversed = new ArrayList<>(list);
        Collections.reverse(reversed);
        return reversed;
    }
}
