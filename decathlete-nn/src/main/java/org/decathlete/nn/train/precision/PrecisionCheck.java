package org.decathlete.nn.train.precision;

import java.util.LinkedHashMap;
import java.util.Map;
import org.bytedeco.pytorch.AutoGradMode;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.decathlete.nn.net.Network;
import org.decathlete.nn.tensor.Precision;
import org.decathlete.nn.tensor.Scope;
import org.jspecify.annotations.Nullable;

/**
 * Compares loss and gradient of a probe in a precision with those in float32, before anything is trained. Weights, running averages and
 * what training draws at random stay as they are.
 *
 * <p>A precision passes when its loss is within {@value #LOSS_TOLERANCE} of float32's (of 1 where that is larger) and its gradient's
 * error is at most {@value #GRADIENT_TOLERANCE} of the gradient's length. Rounding to bf16 shifts a logit by up to a percent or so, the mean
 * over a patch by far less: healthy networks stay below 0.005. A gradient that is off by half of its length still points within 30
 * degrees of the right way, closer than gradients of two batches lie to each other; healthy networks come to 0.02, on labels that
 * are noise to 0.2. Overflow, underflow and signals that drown in an offset miss both by far.
 */
public final class PrecisionCheck {
    static final double LOSS_TOLERANCE = 0.02;
    static final double GRADIENT_TOLERANCE = 0.5;

    /** Half precision finds the scale of its loss as it goes; the probe goes down in larger steps. */
    private static final double[] HALF_SCALES = {65536, 4096, 256, 16, 1};

    private static final double[] NO_SCALE = {1};

    /** The loss of the probe. */
    @FunctionalInterface
    public interface Probe {
        /** A float32 scalar to differentiate, from a forward pass in this precision. */
        Tensor loss(Precision precision);
    }

    private final Network network;
    private final Probe probe;

    /** @param network whose parameters the probe depends on */
    public PrecisionCheck(Network network, Probe probe) {
        this.network = network;
        this.probe = probe;
    }

    /** Judges a precision; its gradients are gone afterwards. */
    public PrecisionFinding of(Precision precision) {
        try (Scope scope = Scope.open()) {
            Map<String, Tensor> buffers = copies(network.buffers());
            try {
                double reference = differentiate(Precision.FP32, 1);
                Map<String, Tensor> gradients = gradients();
                double loss = Double.NaN;
                double error = Double.NaN;
                for (double scale : precision == Precision.FP16 ? HALF_SCALES : NO_SCALE) {
                    loss = differentiate(precision, scale);
                    error = error(gradients, scale);
                    if (Double.isFinite(error) || !Double.isFinite(loss)) {
                        break;
                    }
                }
                return finding(precision, loss, reference, error);
            } finally {
                clearGradients();
                restore(buffers);
            }
        }
    }

    private static PrecisionFinding finding(Precision precision, double loss, double reference, double error) {
        boolean passes = Math.abs(loss - reference) <= LOSS_TOLERANCE * Math.max(1, Math.abs(reference))
                && error <= GRADIENT_TOLERANCE;
        // What float32 itself cannot compute says nothing about the precision; the divergence watch will see to it.
        boolean judged = Double.isFinite(reference);
        return new PrecisionFinding(
                precision,
                passes || !judged ? precision : Precision.FP32,
                orNull(loss),
                orNull(reference),
                orNull(error));
    }

    private static @Nullable Double orNull(double value) {
        return Double.isFinite(value) ? value : null;
    }

    private double differentiate(Precision precision, double scale) {
        clearGradients();
        // Both passes drop the same units.
        torch.manual_seed(0);
        try (Scope scope = Scope.open()) {
            Tensor loss = probe.loss(precision);
            loss.mul(new Scalar(scale)).backward();
            return loss.item_double();
        }
    }

    private Map<String, Tensor> gradients() {
        Map<String, Tensor> gradients = new LinkedHashMap<>();
        network.parameters().forEach((name, parameter) -> {
            if (parameter.grad().defined()) {
                gradients.put(name, parameter.grad().clone());
            }
        });
        return gradients;
    }

    /** Length of the difference of the gradients over that of the reference; NaN when either is not finite. */
    private double error(Map<String, Tensor> reference, double scale) {
        double squares = 0;
        double whole = 0;
        try (Scope scope = Scope.open();
                AutoGradMode off = new AutoGradMode(false)) {
            for (Map.Entry<String, Tensor> one : reference.entrySet()) {
                Tensor gradient = network.parameter(one.getKey()).grad();
                squares += square(
                        gradient.defined() ? gradient.div(new Scalar(scale)).sub(one.getValue()) : one.getValue());
                whole += square(one.getValue());
            }
        }
        double error = whole == 0 && squares == 0 ? 0 : Math.sqrt(squares / whole);
        return Double.isFinite(error) ? error : Double.NaN;
    }

    private static double square(Tensor tensor) {
        double norm = tensor.norm().item_double();
        return norm * norm;
    }

    private void clearGradients() {
        network.parameters()
                .values()
                .forEach(parameter -> parameter.mutable_grad().reset());
    }

    private static Map<String, Tensor> copies(Map<String, Tensor> tensors) {
        Map<String, Tensor> copies = new LinkedHashMap<>();
        tensors.forEach((name, tensor) -> copies.put(name, tensor.clone()));
        return copies;
    }

    private void restore(Map<String, Tensor> copies) {
        try (AutoGradMode off = new AutoGradMode(false)) {
            network.buffers().forEach((name, tensor) -> {
                Tensor before = copies.get(name);
                if (before != null) {
                    tensor.copy_(before);
                }
            });
        }
    }
}
