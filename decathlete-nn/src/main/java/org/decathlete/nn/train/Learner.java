package org.decathlete.nn.train;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.bytedeco.pytorch.AutoGradMode;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.decathlete.core.candidate.Candidate;
import org.decathlete.core.run.DecathleteException;
import org.decathlete.core.run.ErrorKind;
import org.decathlete.nn.augment.SampleRandom;
import org.decathlete.nn.loss.Loss;
import org.decathlete.nn.loss.Losses;
import org.decathlete.nn.model.PretrainedWeights;
import org.decathlete.nn.model.SafetensorsFile;
import org.decathlete.nn.model.StateDict;
import org.decathlete.nn.net.Network;
import org.decathlete.nn.net.Networks;
import org.decathlete.nn.net.WorkingWeights;
import org.decathlete.nn.optim.Optimizer;
import org.decathlete.nn.optim.Optimizers;
import org.decathlete.nn.tensor.Autocast;
import org.decathlete.nn.tensor.Precision;
import org.decathlete.nn.tensor.Scope;
import org.decathlete.nn.tensor.Tensors;

/** A network that learns: its weights, the optimiser's state, the loss. Used by one thread. */
final class Learner implements AutoCloseable {
    static final String MODEL = "model.";
    static final String OPTIMIZER = "optimizer.";

    /** Where the randomness of dropout begins; the streams before it are those of the batches. */
    private static final long DROPOUT_STREAM = 2;

    private final Candidate candidate;
    private final RunSettings settings;
    private final Network network;
    private final Optimizer optimizer;
    private final Loss loss;
    private final Targets targets;
    private final int samplesPerPass;

    Learner(Candidate candidate, RunSettings settings) {
        this(candidate, settings, 0);
    }

    /** @param samplesPerPass how many samples go through the network at once, at least; 0 chooses */
    Learner(Candidate candidate, RunSettings settings, int samplesPerPass) {
        this.candidate = candidate;
        this.settings = settings;
        this.network = Networks.build(candidate.network(), settings.device(), settings.seed());
        this.optimizer = Optimizers.build(candidate.recipe().optimizer(), network.parameters());
        this.loss = loss(candidate);
        this.targets = new Targets(candidate.data().labels());
        this.samplesPerPass = samplesPerPass == 0 ? chosenSamplesPerPass() : samplesPerPass;
    }

    private static Loss loss(Candidate candidate) {
        return Losses.of(candidate.recipe().loss(), candidate.data().labels(), candidate.batchDice());
    }

    PseudoDice newPseudoDice() {
        return new PseudoDice(targets.judged());
    }

    /**
     * One training step. Where the gradient is not finite the weights stay as they are.
     *
     * @param rate learning rate
     */
    StepOutcome step(Batch batch, double rate) {
        int samples = batch.shape()[0];
        double sum = 0;
        network.training(true);
        torch.manual_seed(SampleRandom.of(settings.seed(), DROPOUT_STREAM, batch.index(), 0)
                .nextLong());
        try (Scope scope = Scope.open()) {
            Tensor input = input(batch);
            Tensor target = target(batch);
            int passes = Math.max(1, samples / samplesPerPass);
            try (WorkingWeights weights = network.workingWeights(settings.precision(), true, candidate.patchSize())) {
                for (int i = 0; i < passes; i++) {
                    int from = i * samples / passes;
                    int count = (i + 1) * samples / passes - from;
                    sum += pass(input.narrow(0, from, count), target.narrow(0, from, count), (double) count / samples);
                    weights.addGradients();
                }
            }
            double norm = optimizer.clipAndStep(rate, candidate.recipe().gradientClip());
            return new StepOutcome(batch.index(), sum, norm);
        } catch (RuntimeException e) {
            throw explained(e);
        } finally {
            optimizer.clearGradients();
        }
    }

    /** Adds the gradients of some samples of a batch; returns their share of its loss. */
    private double pass(Tensor input, Tensor target, double share) {
        try (Scope scope = Scope.open()) {
            Tensor value = loss.value(forward(input), target).mul(new Scalar(share));
            value.backward();
            return value.item_double();
        }
    }

    /**
     * How many samples go through the network at once, at least. Where the loss of a batch is the mean of the losses of its samples, a
     * few after a few give the same gradients; on the processor the activations of few samples stay in its cache, and those of the
     * others take no memory. In float32 libtorch leaves oneDNN's convolutions where a single sample is small, so there it is two.
     */
    private int chosenSamplesPerPass() {
        boolean separable =
                Losses.separable(candidate.recipe().loss(), candidate.data().labels(), candidate.batchDice());
        if (!separable || network.mixesSamples() || settings.device().cuda()) {
            return candidate.batchSize();
        }
        return settings.precision() == Precision.FP32 ? 2 : 1;
    }

    /** libtorch reports memory that it cannot have in words only. */
    private RuntimeException explained(RuntimeException failure) {
        String message = String.valueOf(failure.getMessage());
        if (!message.contains("allocate memory") && !message.contains("out of memory")) {
            return failure;
        }
        return new DecathleteException(
                ErrorKind.RESOURCE,
                "not enough memory on " + settings.device() + " for batch " + candidate.batchSize() + " of patches "
                        + Arrays.toString(candidate.patchSize())
                        + "; close other programs, or plan with a smaller patch or batch",
                failure);
    }

    /** The loss of a validation batch, whose hits are counted too. */
    double validate(Batch batch, PseudoDice dice) {
        network.training(false);
        try (Scope scope = Scope.open();
                AutoGradMode off = new AutoGradMode(false)) {
            List<Tensor> heads = forward(input(batch));
            targets.count(heads.get(0), batch.labels(), dice);
            return loss.value(heads, target(batch)).item_double();
        }
    }

    /** Everything that a checkpoint holds, by name; the live tensors. */
    Map<String, Tensor> tensors() {
        Map<String, Tensor> all = new LinkedHashMap<>();
        network.parameters().forEach((name, tensor) -> all.put(MODEL + name, tensor));
        network.buffers().forEach((name, tensor) -> all.put(MODEL + name, tensor));
        optimizer.state().forEach((name, tensor) -> all.put(OPTIMIZER + name, tensor));
        return all;
    }

    /** Takes up the weights of another training; returns the names of those that stay as they were initialised. */
    List<String> startFrom(Path weights) {
        return new PretrainedWeights(weights).loadInto(network);
    }

    /** Takes up weights and optimiser state of a checkpoint. */
    void restore(Path checkpoint) {
        try (Scope scope = Scope.open();
                SafetensorsFile.Contents contents = SafetensorsFile.read(checkpoint)) {
            StateDict.load(network, under(MODEL, contents.tensors()));
            optimizer.load(under(OPTIMIZER, contents.tensors()));
        }
    }

    @Override
    public void close() {
        optimizer.close();
        network.close();
    }

    private static Map<String, Tensor> under(String prefix, Map<String, Tensor> all) {
        Map<String, Tensor> part = new LinkedHashMap<>();
        all.forEach((name, tensor) -> {
            if (name.startsWith(prefix)) {
                part.put(name.substring(prefix.length()), tensor);
            }
        });
        return part;
    }

    private List<Tensor> forward(Tensor input) {
        try (Autocast autocast = Autocast.open(settings.device(), settings.precision())) {
            return network.forward(input, candidate.recipe().deepSupervision());
        }
    }

    private Tensor input(Batch batch) {
        return Tensors.to(Tensors.of(batch.image(), shape(batch, batch.shape()[1])), settings.device());
    }

    private Tensor target(Batch batch) {
        return Tensors.to(targets.tensor(batch.labels(), shape(batch, 1)), settings.device());
    }

    /** (N, channels, [D,] H, W). */
    private long[] shape(Batch batch, int channels) {
        int[] whole = batch.shape();
        return candidate.network().dimensions() == 2
                ? new long[] {whole[0], channels, whole[3], whole[4]}
                : new long[] {whole[0], channels, whole[2], whole[3], whole[4]};
    }
}
