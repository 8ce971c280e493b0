package org.decathlete.nn.loss;

import java.util.OptionalInt;
import org.bytedeco.pytorch.Tensor;
import org.decathlete.nn.tensor.Tensors;

/** Targets as one channel of zeros and ones per output. */
final class Indicator {

    private Indicator() {}

    /**
     * A label map (N, 1, …) for several outputs becomes one indicator per class; anything else is taken as region masks.
     *
     * @return (N, C, …) of the logits' type
     */
    static Tensor of(Tensor logits, Tensor target) {
        return isLabelMap(logits, target)
                ? LabelTarget.of(target, logits, OptionalInt.empty()).indicator(logits, 0)
                : Tensors.to(target, Tensors.type(logits));
    }

    /** Whether the target holds label values and not masks. */
    static boolean isLabelMap(Tensor logits, Tensor target) {
        return target.size(1) == 1 && logits.size(1) > 1;
    }

    /** The channels that count: all, or those behind the background where there are more. */
    static Tensor counted(Tensor x, boolean background) {
        return background || x.size(1) == 1 ? x : x.narrow(1, 1, x.size(1) - 1);
    }
}
