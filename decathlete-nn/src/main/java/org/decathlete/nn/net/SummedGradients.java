package org.decathlete.nn.net;

import java.util.List;
import java.util.function.UnaryOperator;
import org.bytedeco.pytorch.AutoGradMode;
import org.bytedeco.pytorch.BoolOptional;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;
import org.decathlete.nn.tensor.Scope;
import org.jspecify.annotations.Nullable;

/** Sums of gradients by what passes compute with, in the layout of the weights; passes on other threads may have sums of their own. */
final class SummedGradients implements Gradients {

    /**
     * A weight.
     *
     * @param learnt what is learnt
     * @param computed what passes compute with: the same, or a copy of it
     * @param layout makes a gradient by {@code computed} one by {@code learnt}
     */
    record Source(Tensor learnt, Tensor computed, UnaryOperator<Tensor> layout) {}

    private final List<Source> sources;
    private final @Nullable Tensor[] sums;

    SummedGradients(List<Source> sources) {
        this.sources = sources;
        this.sums = new Tensor[sources.size()];
    }

    @Override
    public void addOf(Tensor loss) {
        try (Scope scope = Scope.open()) {
            Tensor[] computed = sources.stream().map(Source::computed).toArray(Tensor[]::new);
            TensorVector fresh = torch.grad(
                    new TensorVector(loss),
                    new TensorVector(computed),
                    new TensorVector(),
                    new BoolOptional(),
                    false,
                    true);
            try (AutoGradMode off = new AutoGradMode(false)) {
                for (int i = 0; i < sums.length; i++) {
                    Tensor gradient = fresh.get(i);
                    if (gradient.defined()) {
                        add(i, sources.get(i).layout().apply(gradient));
                    }
                }
            }
        }
    }

    private void add(int index, Tensor fresh) {
        Tensor sum = sums[index];
        if (sum == null) {
            Tensor first = torch.empty_like(sources.get(index).learnt());
            first.copy_(fresh);
            sums[index] = Scope.keep(first);
        } else {
            sum.add_(fresh);
        }
    }

    @Override
    public void addToWeights() {
        try (Scope scope = Scope.open();
                AutoGradMode off = new AutoGradMode(false)) {
            for (int i = 0; i < sums.length; i++) {
                Tensor sum = sums[i];
                if (sum != null) {
                    Tensor gradient = sources.get(i).learnt().mutable_grad();
                    if (gradient.defined()) {
                        gradient.add_(sum);
                    } else {
                        gradient.put(sum);
                    }
                }
            }
        }
        close();
    }

    @Override
    public void close() {
        for (int i = 0; i < sums.length; i++) {
            Tensor sum = sums[i];
            if (sum != null) {
                sum.close();
                sums[i] = null;
            }
        }
    }
}
