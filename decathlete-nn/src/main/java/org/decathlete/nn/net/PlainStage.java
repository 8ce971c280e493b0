package org.decathlete.nn.net;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.bytedeco.pytorch.Tensor;
import org.decathlete.core.spec.UnitSpec;
import org.decathlete.nn.tensor.Scope;

/** Convolution units one after another; the first changes channels and resolution. */
final class PlainStage implements Layer {
    private final List<ConvolutionUnit> units = new ArrayList<>();

    /** Units {@code name.convs.0}, {@code name.convs.1}, … */
    PlainStage(
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
        for (int i = 0; i < count; i++) {
            units.add(ConvolutionUnit.of(
                    parameters,
                    name + ".convs." + i,
                    unit,
                    i == 0 ? in : out,
                    out,
                    kernel,
                    i == 0 ? stride : unstrided,
                    biased));
        }
    }

    @Override
    public Tensor apply(Tensor x) {
        try (Scope scope = Scope.open()) {
            Tensor y = x;
            for (ConvolutionUnit unit : units) {
                y = unit.apply(y);
            }
            return scope.pass(y);
        }
    }
}
