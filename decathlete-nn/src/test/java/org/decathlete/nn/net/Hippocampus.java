package org.decathlete.nn.net;

import java.util.List;
import org.decathlete.core.spec.StageKind;
import org.decathlete.core.spec.UNetSpec;

/** The networks that nnU-Net plans for the hippocampus data, 3d_fullres. */
public final class Hippocampus {
    private static final List<Integer> ONES = List.of(1, 1, 1);
    private static final List<Integer> TWOS = List.of(2, 2, 2);
    private static final List<Integer> THREES = List.of(3, 3, 3);

    private Hippocampus() {}

    public static UNetSpec plain() {
        return spec(StageKind.PLAIN, List.of(2, 2, 2, 2), List.of(2, 2, 2));
    }

    public static UNetSpec residual() {
        return spec(StageKind.RESIDUAL, List.of(1, 3, 4, 6), List.of(1, 1, 1));
    }

    private static UNetSpec spec(StageKind kind, List<Integer> blocks, List<Integer> decoder) {
        return new UNetSpec(
                kind,
                3,
                1,
                3,
                List.of(32, 64, 128, 256),
                List.of(THREES, THREES, THREES, THREES),
                List.of(ONES, TWOS, TWOS, TWOS),
                blocks,
                decoder,
                true,
                1e-5,
                0.01,
                true);
    }
}
