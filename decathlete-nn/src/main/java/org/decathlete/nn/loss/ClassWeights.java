package org.decathlete.nn.loss;

import java.util.Arrays;
import java.util.List;
import org.bytedeco.pytorch.Tensor;
import org.decathlete.nn.tensor.Tensors;

/**
 * How much each class counts in a loss (MONAI's argument {@code weight}).
 *
 * @param values of the classes that count, or one for all of them, each at least 0; empty where all count alike
 */
public record ClassWeights(List<Double> values) {
    /** All classes count alike. */
    public static final ClassWeights EQUAL = new ClassWeights(List.of());

    public ClassWeights {
        values = List.copyOf(values);
        for (double value : values) {
            if (!(value >= 0)) {
                throw new IllegalArgumentException("class weights " + values + ": expected numbers of at least 0");
            }
        }
    }

    /** Weights in the order of the classes. */
    public static ClassWeights of(double... values) {
        return new ClassWeights(Arrays.stream(values).boxed().toList());
    }

    boolean isEqual() {
        return values.isEmpty();
    }

    /** Without the background's; a single weight for all classes stays. */
    ClassWeights ofForeground() {
        return values.size() < 2 ? this : new ClassWeights(values.subList(1, values.size()));
    }

    /**
     * Multiplies each class of {@code x} by its weight.
     *
     * @param axis the axis of {@code x} that classes lie along
     */
    Tensor times(Tensor x, int axis) {
        return isEqual() ? x : x.mul(row(x, axis));
    }

    /** The weights, of the type of {@code x}, in a shape that spreads over it. */
    private Tensor row(Tensor x, int axis) {
        long classes = x.size(axis);
        if (values.size() != 1 && values.size() != classes) {
            throw new IllegalArgumentException("class weights " + values + ": expected " + classes + " or one for all");
        }
        float[] each = new float[(int) classes];
        for (int i = 0; i < each.length; i++) {
            each[i] = values.get(values.size() == 1 ? 0 : i).floatValue();
        }
        long[] shape = new long[(int) x.dim()];
        Arrays.fill(shape, 1);
        shape[axis] = classes;
        return Tensors.of(each, shape).to(x.device(), x.dtype());
    }
}
