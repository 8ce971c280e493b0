package org.decathlete.nn.net;

import java.util.List;
import org.bytedeco.pytorch.AutoGradMode;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;
import org.decathlete.nn.tensor.Scope;

/** Copies of the weights of convolutions in another precision and order of axes, with the channel fastest. */
final class ConvertedWeights implements WorkingWeights {
    private final Parameters parameters;
    private final AxisOrder order;

    ConvertedWeights(Parameters parameters, ScalarType type, AxisOrder order, boolean learning) {
        this.parameters = parameters;
        this.order = order;
        try (Scope scope = Scope.open();
                AutoGradMode off = new AutoGradMode(false)) {
            for (Weight weight : weights()) {
                Tensor copy = MemoryLayout.channelsLast(order.of(weight.learnt().to(type)));
                weight.workWith(Scope.keep(copy.set_requires_grad(learning)));
            }
        }
        parameters.order(order);
    }

    @Override
    public void addGradients() {
        try (Scope scope = Scope.open();
                AutoGradMode off = new AutoGradMode(false)) {
            for (Weight weight : weights()) {
                Tensor fresh = weight.tensor().grad();
                if (fresh.defined()) {
                    add(order.of(fresh), weight.learnt());
                    weight.tensor().mutable_grad().reset();
                }
            }
        }
    }

    private static void add(Tensor fresh, Tensor learnt) {
        Tensor sum = learnt.mutable_grad();
        if (sum.defined()) {
            sum.add_(fresh);
        } else {
            Tensor first = torch.empty_like(learnt);
            first.copy_(fresh);
            sum.put(first);
        }
    }

    private List<Weight> weights() {
        return parameters.convolutionWeights();
    }

    @Override
    public void close() {
        for (Weight weight : weights()) {
            Tensor copy = weight.tensor();
            weight.workWith(null);
            copy.close();
        }
        parameters.order(AxisOrder.plain(order.axes()));
    }
}
