package org.decathlete.nn.optim;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.bytedeco.pytorch.AutoGradMode;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;
import org.decathlete.core.run.DecathleteException;
import org.decathlete.nn.tensor.Scope;
import org.decathlete.nn.tensor.Tensors;

/**
 * Stochastic gradient descent with momentum, Nesterov's or plain, and weight decay, computed as PyTorch's SGD does (no dampening):
 * g ← g + λp, b ← μb + g, p ← p − η(g + μb) or p − ηb. A parameter without gradient stays as it is.
 */
public final class Sgd implements AutoCloseable {
    private final Map<String, Tensor> parameters;
    private final Map<String, Tensor> momenta = new LinkedHashMap<>();
    private final double momentum;
    private final double weightDecay;
    private final boolean nesterov;

    /**
     * @param parameters weights by name; they stay their owner's
     * @param momentum μ, 0 for none
     * @param weightDecay λ
     */
    public Sgd(Map<String, Tensor> parameters, double momentum, double weightDecay, boolean nesterov) {
        this.parameters = Collections.unmodifiableMap(parameters);
        this.momentum = momentum;
        this.weightDecay = weightDecay;
        this.nesterov = nesterov;
        try (Scope scope = Scope.open();
                AutoGradMode off = new AutoGradMode(false)) {
            parameters.forEach((name, parameter) -> momenta.put(name, Scope.keep(torch.zeros_like(parameter))));
        }
    }

    /** The weights that it changes, by name. */
    public Map<String, Tensor> parameters() {
        return parameters;
    }

    /** Euclidean norm of all gradients together; NaN or infinite when one of their elements is. */
    public double gradientNorm() {
        try (Scope scope = Scope.open();
                AutoGradMode off = new AutoGradMode(false)) {
            List<Tensor> norms = new ArrayList<>();
            for (Tensor parameter : parameters.values()) {
                Tensor gradient = parameter.grad();
                if (gradient.defined()) {
                    norms.add(gradient.norm());
                }
            }
            return norms.isEmpty()
                    ? 0
                    : torch.stack(new TensorVector(norms.toArray(Tensor[]::new)))
                            .norm()
                            .item_double();
        }
    }

    /**
     * One step with the gradients scaled so that their norm is at most {@code greatest}, as PyTorch's clip_grad_norm_ does. Where the
     * norm is not finite nothing changes, so that the weights stay usable.
     *
     * @param learningRate η
     * @return the norm before clipping
     */
    public double clipAndStep(double learningRate, double greatest) {
        double norm = gradientNorm();
        if (Double.isFinite(norm)) {
            step(learningRate, Math.min(1, greatest / (norm + 1e-6)));
        }
        return norm;
    }

    /** One step with the gradients as they are. */
    public void step(double learningRate) {
        step(learningRate, 1);
    }

    private void step(double learningRate, double gradientScale) {
        try (Scope scope = Scope.open();
                AutoGradMode off = new AutoGradMode(false)) {
            parameters.forEach((name, parameter) -> {
                Tensor gradient = parameter.grad();
                if (gradient.defined()) {
                    update(parameter, gradient, momentum(name), learningRate, gradientScale);
                }
            });
        }
    }

    private void update(Tensor parameter, Tensor gradient, Tensor buffer, double learningRate, double scale) {
        // The gradient is consumed: its memory serves for the step.
        Tensor step = scale == 1 ? gradient : gradient.mul_(new Scalar(scale));
        if (weightDecay != 0) {
            step.add_(parameter, new Scalar(weightDecay));
        }
        if (momentum != 0) {
            buffer.mul_(new Scalar(momentum)).add_(step);
            step = nesterov ? step.add_(buffer, new Scalar(momentum)) : buffer;
        }
        parameter.add_(step, new Scalar(-learningRate));
    }

    /** Forgets the gradients, to be called after each step; the next backward pass makes new ones. */
    public void clearGradients() {
        try (Scope scope = Scope.open()) {
            parameters.values().forEach(parameter -> parameter.mutable_grad().reset());
        }
    }

    /** The momentum of every parameter by its name, for a checkpoint; live tensors, not copies. */
    public Map<String, Tensor> state() {
        return Collections.unmodifiableMap(momenta);
    }

    /**
     * Takes over the momenta of a checkpoint.
     *
     * @throws DecathleteException of kind DATA when a name is missing or a shape differs
     */
    public void load(Map<String, Tensor> state) {
        try (Scope scope = Scope.open();
                AutoGradMode off = new AutoGradMode(false)) {
            momenta.forEach((name, buffer) -> {
                Tensor saved = state.get(name);
                if (saved == null || !java.util.Arrays.equals(saved.shape(), buffer.shape())) {
                    throw DecathleteException.data("the optimiser state of a checkpoint does not fit the network: "
                            + name + (saved == null ? " is missing" : " has another shape"));
                }
                buffer.copy_(Tensors.to(saved, Tensors.type(buffer)));
            });
        }
    }

    private Tensor momentum(String name) {
        Tensor buffer = momenta.get(name);
        if (buffer == null) {
            throw new IllegalStateException("parameter " + name + " was added after the optimiser was made");
        }
        return buffer;
    }

    @Override
    public void close() {
        momenta.values().forEach(Tensor::close);
        momenta.clear();
    }
}
