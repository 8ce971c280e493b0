package org.decathlete.nn.infer.window;

import java.util.ArrayList;
import java.util.List;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;
import org.decathlete.nn.tensor.Tensors;

/** The mirrored views of a tile over which a prediction is averaged: every combination of some axes, none of them included. */
final class Mirroring {
    private final List<long[]> views = new ArrayList<>();

    /**
     * @param axes spatial axes, 0 the first of the network's: z (or y in 2D)
     */
    Mirroring(int[] axes) {
        for (int subset = 0; subset < 1 << axes.length; subset++) {
            long[] dimensions = new long[Integer.bitCount(subset)];
            int next = 0;
            for (int i = 0; i < axes.length; i++) {
                if ((subset >> i & 1) == 1) {
                    dimensions[next++] = axes[i] + 2L;
                }
            }
            views.add(dimensions);
        }
    }

    /** Number of views, a power of two. */
    int count() {
        return views.size();
    }

    /**
     * Some views of a batch, stacked.
     *
     * @param input (N, C, …)
     * @return (views · N, C, …)
     */
    Tensor stack(Tensor input, int from, int to) {
        if (to - from == 1) {
            return view(input, from);
        }
        TensorVector stacked = new TensorVector();
        for (int view = from; view < to; view++) {
            stacked.push_back(view(input, view));
        }
        return torch.cat(stacked, 0);
    }

    /**
     * The sum of stacked views, each turned back, in float32 whatever they are in.
     *
     * @param output (views · N, K, …), may be overwritten
     * @return (N, K, …)
     */
    Tensor sum(Tensor output, int from, int to) {
        long batch = output.size(0) / (to - from);
        Tensor result = null;
        for (int view = from; view < to; view++) {
            Tensor turned = view(output.narrow(0, (view - from) * batch, batch), view);
            if (result == null) {
                result = Tensors.to(turned, ScalarType.Float);
            } else {
                result.add_(turned);
            }
        }
        if (result == null) {
            throw new IllegalArgumentException("no view");
        }
        return result;
    }

    private Tensor view(Tensor tensor, int view) {
        return views.get(view).length == 0 ? tensor : tensor.flip(views.get(view));
    }
}
