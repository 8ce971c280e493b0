package org.decathlete.app.tune.grammar;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The most blocks that each stage may have, full resolution first.
 *
 * @param plainEncoder convolutions per encoder stage
 * @param residualEncoder residual blocks per encoder stage; empty for no residual encoder
 * @param plainDecoder convolutions per decoder stage; one entry fewer
 * @param residualDecoder residual blocks per decoder stage; empty for no residual decoder
 */
record BlockLimits(
        List<Integer> plainEncoder,
        List<Integer> residualEncoder,
        List<Integer> plainDecoder,
        List<Integer> residualDecoder) {
    /** What is usual, and half of what is allowed. */
    private static final int PLAIN_BLOCKS = 2;

    private static final int RESIDUAL_DECODER_BLOCKS = 1;
    private static final int TIMES = 2;
    private static final List<Integer> RESIDUAL_BLOCKS = List.of(1, 3, 4, 6);

    BlockLimits {
        plainEncoder = List.copyOf(plainEncoder);
        residualEncoder = List.copyOf(residualEncoder);
        plainDecoder = List.copyOf(plainDecoder);
        residualDecoder = List.copyOf(residualDecoder);
    }

    /** Auto-nnU-Net's, twice what is usual, which has plain decoders only. */
    static BlockLimits published(int stages) {
        return new BlockLimits(
                Collections.nCopies(stages, TIMES * PLAIN_BLOCKS),
                IntStream.range(0, stages)
                        .mapToObj(stage -> TIMES * usualResidual(stage))
                        .toList(),
                Collections.nCopies(stages - 1, TIMES * PLAIN_BLOCKS),
                List.of());
    }

    /** The same with residual decoders. */
    static BlockLimits largest(int stages) {
        BlockLimits published = published(stages);
        return new BlockLimits(
                published.plainEncoder,
                published.residualEncoder,
                published.plainDecoder,
                Collections.nCopies(stages - 1, TIMES * RESIDUAL_DECODER_BLOCKS));
    }

    /** Convolutions of a plain stage in nnU-Net's networks. */
    static int usualPlain() {
        return PLAIN_BLOCKS;
    }

    /** Blocks of a residual encoder stage in nnU-Net's networks. */
    static int usualResidual(int stage) {
        return RESIDUAL_BLOCKS.get(Math.min(stage, RESIDUAL_BLOCKS.size() - 1));
    }

    /** Blocks of a residual decoder stage that are usual. */
    static int usualResidualDecoder() {
        return RESIDUAL_DECODER_BLOCKS;
    }

    int stages() {
        return plainEncoder.size();
    }

    /** The four lists in the order of the components. */
    List<List<Integer>> lists() {
        return List.of(plainEncoder, residualEncoder, plainDecoder, residualDecoder);
    }

    /** The limits of such lists. */
    static BlockLimits of(List<List<Integer>> lists) {
        return new BlockLimits(lists.get(0), lists.get(1), lists.get(2), lists.get(3));
    }

    /** One more block in a stage of one of the lists. */
    BlockLimits more(int list, int stage) {
        List<List<Integer>> lists = new ArrayList<>(lists());
        List<Integer> changed = new ArrayList<>(lists.get(list));
        changed.set(stage, changed.get(stage) + 1);
        lists.set(list, changed);
        return of(lists);
    }
}
