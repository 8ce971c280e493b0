package org.decathlete.nn.train.step;

import java.util.Map;
import org.bytedeco.pytorch.AutoGradMode;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.decathlete.nn.tensor.Scope;
import org.decathlete.nn.tensor.Tensors;

/** The tensors of a learner, read and changed. */
public final class LearnerWeights {

    private LearnerWeights() {}

    /** Every value of a learner's tensors, one tensor after another. */
    public static float[] values(Learner learner) {
        Map<String, Tensor> tensors = learner.tensors();
        float[] all = new float
                [(int) tensors.values().stream().mapToLong(Tensor::numel).sum()];
        int next = 0;
        for (Tensor tensor : tensors.values()) {
            float[] values = Tensors.floats(tensor);
            System.arraycopy(values, 0, all, next, values.length);
            next += values.length;
        }
        return all;
    }

    /** Multiplies the tensors whose names begin so. */
    public static void multiply(Learner learner, String prefix, double factor) {
        try (Scope scope = Scope.open();
                AutoGradMode off = new AutoGradMode(false)) {
            learner.tensors().forEach((name, tensor) -> {
                if (name.startsWith(prefix)) {
                    tensor.mul_(new Scalar(factor));
                }
            });
        }
    }
}
