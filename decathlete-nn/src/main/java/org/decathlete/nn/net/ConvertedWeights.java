package org.decathlete.nn.net;

import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import org.bytedeco.pytorch.AutoGradMode;
import org.bytedeco.pytorch.Tensor;
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
        } catch (RuntimeException | Error e) {
            // Where memory lacks for all copies, passes are to find none.
            close();
            throw e;
        }
        parameters.order(order);
    }

    @Override
    public Gradients newGradients() {
        List<SummedGradients.Source> sources = new ArrayList<>();
        Set<Tensor> converted = Collections.newSetFromMap(new IdentityHashMap<>());
        for (Weight weight : weights()) {
            sources.add(new SummedGradients.Source(weight.learnt(), weight.tensor(), order::of));
            converted.add(weight.learnt());
        }
        for (Tensor learnt : parameters.byName().values()) {
            if (!converted.contains(learnt)) {
                sources.add(new SummedGradients.Source(learnt, learnt, gradient -> gradient));
            }
        }
        return new SummedGradients(sources);
    }

    @Override
    public boolean sideBySide() {
        return true;
    }

    private List<Weight> weights() {
        return parameters.convolutionWeights();
    }

    @Override
    public void close() {
        weights().forEach(Weight::dropCopy);
        parameters.order(AxisOrder.plain(order.axes()));
    }
}
