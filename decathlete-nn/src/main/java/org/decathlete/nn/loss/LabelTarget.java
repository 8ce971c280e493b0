package org.decathlete.nn.loss;

import java.util.Arrays;
import java.util.OptionalInt;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;
import org.decathlete.nn.tensor.Tensors;
import org.jspecify.annotations.Nullable;

/**
 * A label map in the forms that the losses need.
 *
 * @param labels (N, 1, …) int64, 0 where ignored
 * @param valid (N, 1, …) of the logits' type, 1 where not ignored; absent when nothing can be ignored
 */
record LabelTarget(Tensor labels, @Nullable Tensor valid) {

    static LabelTarget of(Tensor target, Tensor logits, OptionalInt ignore) {
        Tensor labels = Tensors.to(target, ScalarType.Long);
        if (ignore.isEmpty()) {
            return new LabelTarget(labels, null);
        }
        Tensor kept = labels.ne(new Scalar(ignore.getAsInt()));
        return new LabelTarget(labels.mul(kept), kept.to(Tensors.type(logits)));
    }

    /** Indicator of the classes from {@code first} on, (N, C − first, …) of the logits' type; zero where ignored. */
    Tensor indicator(Tensor logits, int first) {
        long[] shape = new long[(int) logits.dim()];
        Arrays.fill(shape, 1);
        shape[1] = logits.size(1) - first;
        // Made where it is needed: sending it there would wait for the device.
        Tensor numbers = torch.arange(new Scalar((long) first), new Scalar(logits.size(1)), labels.options())
                .view(shape);
        Tensor indicator = labels.eq(numbers).to(Tensors.type(logits));
        return valid == null ? indicator : indicator.mul_(valid);
    }
}
