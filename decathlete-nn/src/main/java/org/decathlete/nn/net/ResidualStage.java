package org.decathlete.nn.net;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.decathlete.core.spec.UnitSpec;

/** Residual blocks one after another; the first changes channels and resolution. */
final class ResidualStage {

    private ResidualStage() {}

    /** Blocks {@code name.blocks.0}, {@code name.blocks.1}, … */
    static Layer of(
            Parameters parameters,
            String name,
            UnitSpec unit,
            boolean biased,
            int count,
            int in,
            int out,
            List<Integer> kernel,
            List<Integer> stride) {
        List<Integer> unstrided = Collections.nCopies(stride.size(), 1);
        List<ResidualBlock> blocks = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            blocks.add(ResidualBlock.of(
                    parameters,
                    name + ".blocks." + i,
                    unit,
                    biased,
                    i == 0 ? in : out,
                    out,
                    kernel,
                    i == 0 ? stride : unstrided));
        }
        return x -> {
            var y = x;
            for (ResidualBlock block : blocks) {
                y = block.apply(y);
            }
            return y;
        };
    }
}
