package org.decathlete.nn.net;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch.ScalarType;
import org.decathlete.nn.tensor.Device;
import org.decathlete.nn.tensor.Scope;
import org.decathlete.nn.tensor.Tensors;

/** The trainable weights of a network being built, by name in order of creation; float32, zero until initialised. */
final class Parameters implements AutoCloseable {
    private final Map<String, Tensor> byName = new LinkedHashMap<>();
    private final Map<String, Tensor> buffers = new LinkedHashMap<>();
    private final List<Weight> convolutionWeights = new ArrayList<>();
    private final Device device;
    private AxisOrder order;
    private boolean training;

    /** @param axes number of spatial axes, 2 or 3 */
    Parameters(Device device, int axes) {
        this.device = device;
        this.order = AxisOrder.plain(axes);
    }

    /** A new weight; it lives until {@link #close}. */
    Tensor create(String name, long... shape) {
        try (Scope scope = Scope.open()) {
            return add(name, Tensors.zeros(ScalarType.Float, device, shape));
        }
    }

    /** The new weight of a convolution, (out, in, kernel…), or of a transposed one, (in, out, kernel…). */
    Weight convolution(String name, long... shape) {
        try (Scope scope = Scope.open()) {
            Tensor zeros = Tensors.zeros(ScalarType.Float, device, shape);
            // Convolutions of channels-last images want their weights so, and would turn them over at every pass.
            Weight weight = new Weight(add(name, device.cuda() ? zeros : MemoryLayout.channelsLast(zeros)));
            convolutionWeights.add(weight);
            return weight;
        }
    }

    private Tensor add(String name, Tensor tensor) {
        tensor.set_requires_grad(true);
        if (byName.put(name, Scope.keep(tensor)) != null) {
            throw new IllegalStateException("two parameters are named " + name);
        }
        return tensor;
    }

    List<Weight> convolutionWeights() {
        return Collections.unmodifiableList(convolutionWeights);
    }

    /** The order of spatial axes in which passes compute at present. */
    AxisOrder order() {
        return order;
    }

    void order(AxisOrder changed) {
        order = changed;
    }

    /** A tensor that is kept with the weights but not learnt. */
    Tensor buffer(String name, double value, long... shape) {
        try (Scope scope = Scope.open()) {
            Tensor tensor = Tensors.zeros(ScalarType.Float, device, shape);
            tensor.fill_(new Scalar(value));
            buffers.put(name, Scope.keep(tensor));
            return tensor;
        }
    }

    Map<String, Tensor> buffers() {
        return Collections.unmodifiableMap(buffers);
    }

    /** Whether layers that differ between training and prediction are to train. */
    boolean training() {
        return training;
    }

    void training(boolean on) {
        training = on;
    }

    Device device() {
        return device;
    }

    Map<String, Tensor> byName() {
        return Collections.unmodifiableMap(byName);
    }

    @Override
    public void close() {
        byName.values().forEach(Tensor::close);
        byName.clear();
        buffers.values().forEach(Tensor::close);
        buffers.clear();
    }
}
