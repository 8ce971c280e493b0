package org.decathlete.nn.optim;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiPredicate;
import java.util.function.Consumer;
import org.bytedeco.pytorch.AutoGradMode;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;
import org.decathlete.core.run.DecathleteException;
import org.decathlete.nn.tensor.Scope;
import org.decathlete.nn.tensor.Tensors;

/**
 * Changes weights by their gradients and keeps what it needs to remember from step to step in tensors of its own. A parameter
 * without gradient stays as it is. Used by one thread; its tensors are freed by {@link #close}.
 */
public abstract sealed class Optimizer implements AutoCloseable permits Sgd, Adam {
    private final Map<String, Tensor> parameters;
    private final Map<String, Tensor> state = new LinkedHashMap<>();

    /** @param parameters weights by name; they stay their owner's */
    Optimizer(Map<String, Tensor> parameters) {
        this.parameters = Collections.unmodifiableMap(parameters);
    }

    /**
     * Changes one weight.
     *
     * @param name of the weight
     * @param gradient may be overwritten
     */
    abstract void update(String name, Tensor parameter, Tensor gradient, double learningRate);

    /** Called before the weights of a step are changed. */
    void beginStep() {}

    /** Makes a tensor of zeros to be remembered for each weight, under the weight's name and a suffix. */
    final void remember(String suffix) {
        remember(suffix, (name, parameter) -> true);
    }

    /** The same for some weights, told by name and value. */
    final void remember(String suffix, BiPredicate<String, Tensor> which) {
        try (Scope scope = Scope.open();
                AutoGradMode off = new AutoGradMode(false)) {
            parameters.forEach((name, parameter) -> {
                if (which.test(name, parameter)) {
                    remember(name + suffix, torch.zeros_like(parameter));
                }
            });
        }
    }

    /** Keeps a tensor as part of the state. */
    final void remember(String name, Tensor value) {
        state.put(name, Scope.keep(value));
    }

    /** What is remembered under this name. */
    final Tensor remembered(String name) {
        Tensor tensor = state.get(name);
        if (tensor == null) {
            throw new IllegalStateException("parameter " + name + " was added after the optimiser was made");
        }
        return tensor;
    }

    /** The weights that it changes, by name. */
    public final Map<String, Tensor> parameters() {
        return parameters;
    }

    /** Euclidean norm of all gradients together; NaN or infinite when one of their elements is. */
    public final double gradientNorm() {
        try (Scope scope = Scope.open()) {
            return norm().item_double();
        }
    }

    /** The same, a scalar where the gradients are. */
    private Tensor norm() {
        try (Scope scope = Scope.open();
                AutoGradMode off = new AutoGradMode(false)) {
            List<Tensor> norms = new ArrayList<>();
            for (Tensor parameter : parameters.values()) {
                Tensor gradient = parameter.grad();
                if (gradient.defined()) {
                    norms.add(gradient.norm());
                }
            }
            return scope.pass(
                    norms.isEmpty()
                            ? torch.zeros()
                            : torch.stack(new TensorVector(norms.toArray(Tensor[]::new)))
                                    .norm());
        }
    }

    /**
     * One step with the gradients scaled so that their norm is at most {@code greatest}, as PyTorch's clip_grad_norm_ does. Where the
     * norm is not finite nothing changes, so that the weights stay usable.
     *
     * @param lossScale what the loss was multiplied by, and its gradients with it; 1 where it was not
     * @return the norm of the gradients of the loss itself, before clipping
     */
    public final double clipAndStep(double learningRate, double greatest, double lossScale) {
        double norm = gradientNorm() / lossScale;
        if (Double.isFinite(norm)) {
            step(learningRate, Math.min(1, greatest / (norm + 1e-6)) / lossScale);
        }
        return norm;
    }

    /**
     * The same without waiting for the device to know the norm, which is left there. A norm that is not finite makes the weights useless:
     * whoever reads it must go back to earlier ones.
     *
     * @return the norm of the gradients before clipping, a scalar
     */
    public final Tensor clipAndLaunch(double learningRate, double greatest) {
        try (Scope scope = Scope.open();
                AutoGradMode off = new AutoGradMode(false)) {
            Tensor norm = norm();
            Tensor scale = norm.add(new Scalar(1e-6))
                    .reciprocal()
                    .mul_(new Scalar(greatest))
                    .clamp_max_(new Scalar(1.0));
            step(learningRate, gradient -> gradient.mul_(scale));
            return scope.pass(norm);
        }
    }

    /** The same for a loss that was not scaled. */
    public final double clipAndStep(double learningRate, double greatest) {
        return clipAndStep(learningRate, greatest, 1);
    }

    /** One step with the gradients as they are. */
    public final void step(double learningRate) {
        step(learningRate, gradient -> {});
    }

    private void step(double learningRate, double gradientScale) {
        step(learningRate, gradient -> {
            if (gradientScale != 1) {
                gradient.mul_(new Scalar(gradientScale));
            }
        });
    }

    /** @param change of each gradient, in place, before it is used */
    private void step(double learningRate, Consumer<Tensor> change) {
        try (Scope scope = Scope.open();
                AutoGradMode off = new AutoGradMode(false)) {
            beginStep();
            parameters.forEach((name, parameter) -> {
                // What one weight needs on the way is freed before the next: together it is several times the network.
                try (Scope inner = Scope.open()) {
                    Tensor gradient = parameter.grad();
                    if (gradient.defined()) {
                        change.accept(gradient);
                        update(name, parameter, gradient, learningRate);
                    }
                }
            });
        }
    }

    /** Forgets the gradients, to be called after each step; the next backward pass makes new ones. */
    public final void clearGradients() {
        try (Scope scope = Scope.open()) {
            parameters.values().forEach(parameter -> parameter.mutable_grad().reset());
        }
    }

    /** Everything that is remembered, by name, for a checkpoint; live tensors, not copies. */
    public final Map<String, Tensor> state() {
        return Collections.unmodifiableMap(state);
    }

    /**
     * Takes over the state of a checkpoint.
     *
     * @throws DecathleteException of kind DATA when a name is missing or a shape differs
     */
    public final void load(Map<String, Tensor> saved) {
        try (Scope scope = Scope.open();
                AutoGradMode off = new AutoGradMode(false)) {
            state.forEach((name, tensor) -> {
                Tensor value = saved.get(name);
                if (value == null || !Arrays.equals(value.shape(), tensor.shape())) {
                    throw DecathleteException.data("the optimiser state of a checkpoint does not fit the network: "
                            + name + (value == null ? " is missing" : " has another shape"));
                }
                tensor.copy_(Tensors.to(value, Tensors.type(tensor)));
            });
        }
    }

    @Override
    public final void close() {
        state.values().forEach(Tensor::close);
        state.clear();
    }
}
