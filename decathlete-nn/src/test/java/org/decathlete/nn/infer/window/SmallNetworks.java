package org.decathlete.nn.infer.window;

import java.util.Collections;
import java.util.List;
import org.decathlete.core.spec.StageKind;
import org.decathlete.core.spec.UNetSpec;
import org.decathlete.nn.net.Network;
import org.decathlete.nn.net.Networks;
import org.decathlete.nn.tensor.Device;

/** Networks that take a blink. */
public final class SmallNetworks {

    private SmallNetworks() {}

    public static UNetSpec spec(int dimensions, int inputs, int outputs) {
        List<Integer> threes = Collections.nCopies(dimensions, 3);
        return new UNetSpec(
                StageKind.PLAIN,
                dimensions,
                inputs,
                outputs,
                List.of(4, 8),
                List.of(threes, threes),
                List.of(Collections.nCopies(dimensions, 1), Collections.nCopies(dimensions, 2)),
                List.of(1, 1),
                List.of(1),
                true,
                1e-5,
                0.01,
                true);
    }

    public static Network build(int dimensions, int inputs, int outputs, long seed) {
        return Networks.build(spec(dimensions, inputs, outputs), Device.CPU, seed);
    }
}
