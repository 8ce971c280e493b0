package org.decathlete.nn.train;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntConsumer;
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
import org.decathlete.nn.net.Gradients;
import org.decathlete.nn.net.Network;
import org.decathlete.nn.net.Networks;
import org.decathlete.nn.net.WorkingWeights;
import org.decathlete.nn.optim.Optimizer;
import org.decathlete.nn.optim.Optimizers;
import org.decathlete.nn.tensor.Autocast;
import org.decathlete.nn.tensor.DeviceMemory;
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
    private final int passAsked;
    private Precision precision;
    private Passes passes;
    private Lanes lanes;
    private LossScaler scaler;
    private IntConsumer beforePass = samples -> {};

    Learner(Candidate candidate, RunSettings settings) {
        this(candidate, settings, 0);
    }

    /** @param samplesPerPass how many samples go through the network at once, at least; 0 chooses */
    Learner(Candidate candidate, RunSettings settings, int samplesPerPass) {
        this.candidate = candidate;
        this.settings = settings;
        this.network = Networks.build(candidate.network(), settings.device(), settings.seed());
        this.optimizer = Optimizers.build(candidate.recipe().optimizer(), network.parameters());
        this.loss = Losses.of(candidate.recipe().loss(), candidate.data().labels(), candidate.batchDice());
        this.targets = new Targets(candidate.data().labels());
        this.passAsked = samplesPerPass;
        this.precision = settings.precision();
        this.scaler = new LossScaler(precision);
        this.passes = new Passes(1, Integer.MAX_VALUE);
        this.lanes = Lanes.of(settings.threads(), 1);
        computeIn(settings.precision());
    }

    /** Computes forward passes in another precision from now on. */
    void computeIn(Precision other) {
        precision = other;
        scaler = new LossScaler(other);
        passes = new Passes(passAsked == 0 ? rule().samplesPerPass(other) : passAsked, passes.most());
        openLanes();
    }

    private PassRule rule() {
        return new PassRule(candidate, settings, isSeparable(), network.isRandom());
    }

    private void openLanes() {
        lanes.close();
        lanes = Lanes.of(settings.threads(), passAsked == 0 ? rule().lanes(precision, passes.most()) : 1);
    }

    /** Scales the loss in the precision in use. */
    LossScaler lossScaler() {
        return scaler;
    }

    /** How many samples are in work at once. */
    int samplesPerPass() {
        return passes.largest(candidate.batchSize()) * lanes.count();
    }

    /** Takes no more samples in work at once from now on, in validation either. */
    void limitPasses(int samples) {
        passes = passes.withMost(samples);
        openLanes();
    }

    /** Whether a batch may be learnt from in parts without changing what is learnt. */
    boolean isSeparable() {
        return !network.mixesSamples()
                && Losses.separable(candidate.recipe().loss(), candidate.data().labels(), candidate.batchDice());
    }

    /** Calls {@code listener} with the number of samples before each pass through the network. */
    void beforePass(IntConsumer listener) {
        beforePass = listener;
    }

    /** Compares the precision in use with float32 on as few samples of a batch as the network takes; nothing is learnt. */
    PrecisionFinding checkPrecision(Batch batch) {
        network.training(true);
        try (Scope scope = Scope.open()) {
            int samples = Math.min(batch.shape()[0], network.mixesSamples() ? 2 : 1);
            Tensor input = input(batch).narrow(0, 0, samples);
            Tensor target = target(batch).narrow(0, 0, samples);
            return new PrecisionCheck(network, other -> loss.value(forward(input, other), target)).of(precision);
        } catch (RuntimeException e) {
            throw explained(e);
        }
    }

    PseudoDice newPseudoDice() {
        return new PseudoDice(targets.judged());
    }

    /**
     * One training step. Where the gradient is not finite the weights stay as they are.
     *
     * @param rate learning rate
     * @throws OutOfMemory with weights and optimiser as before
     */
    StepOutcome step(Batch batch, double rate) {
        network.training(true);
        torch.manual_seed(SampleRandom.of(settings.seed(), DROPOUT_STREAM, batch.index(), 0)
                .nextLong());
        try {
            double sum = differentiate(batch);
            double norm = optimizer.clipAndStep(rate, candidate.recipe().gradientClip(), scaler.factor());
            return new StepOutcome(batch.index(), sum, norm, scaler.skips(norm));
        } catch (OutOfMemory shortage) {
            throw shortage;
        } catch (RuntimeException e) {
            // Some weights may have changed by now, so that the step cannot be done again.
            throw DeviceMemory.isExhausted(e) ? explanation(e) : e;
        } finally {
            optimizer.clearGradients();
        }
    }

    /** Makes the gradients of a batch; returns its loss. */
    private double differentiate(Batch batch) {
        int[] bounds = passes.bounds(batch.shape()[0]);
        try (Scope scope = Scope.open()) {
            Tensor input = input(batch);
            Tensor target = target(batch);
            try (WorkingWeights weights = network.workingWeights(precision, true, candidate.patchSize())) {
                return lanes.learn(bounds, weights, (from, to, gradients) -> pass(input, target, from, to, gradients));
            }
        } catch (RuntimeException e) {
            throw explained(e);
        }
    }

    /** Adds the gradients of some samples of a batch; returns their share of its loss. */
    private double pass(Tensor input, Tensor target, int from, int to, Gradients gradients) {
        int count = to - from;
        beforePass.accept(count);
        try (Scope scope = Scope.open()) {
            List<Tensor> heads = forward(input.narrow(0, from, count), precision);
            Tensor value =
                    loss.value(heads, target.narrow(0, from, count)).mul(new Scalar((double) count / input.size(0)));
            gradients.addOf(scaler.scaled(value));
            return value.item_double();
        }
    }

    private RuntimeException explained(RuntimeException failure) {
        return DeviceMemory.isExhausted(failure) ? new OutOfMemory(explanation(failure)) : failure;
    }

    private DecathleteException explanation(RuntimeException failure) {
        return new DecathleteException(
                ErrorKind.RESOURCE,
                "not enough memory on " + settings.device() + " for " + samplesPerPass() + " of the "
                        + candidate.batchSize() + " patches of a batch at once, "
                        + Arrays.toString(candidate.patchSize())
                        + " voxels each; close other programs, or plan with a smaller patch",
                failure);
    }

    /**
     * The loss of a validation batch, whose hits are counted too.
     *
     * @throws OutOfMemory with hits counted in part
     */
    double validate(Batch batch, PseudoDice dice) {
        network.training(false);
        int samples = batch.shape()[0];
        int[] bounds = new Passes(samples, passes.most()).bounds(samples);
        double sum = 0;
        try (Scope scope = Scope.open();
                AutoGradMode off = new AutoGradMode(false);
                WorkingWeights weights = network.workingWeights(precision, false, candidate.patchSize())) {
            Tensor input = input(batch);
            Tensor target = target(batch);
            for (int i = 0; i + 1 < bounds.length; i++) {
                sum += judge(input, target, batch.labels(), bounds[i], bounds[i + 1], dice);
            }
            return sum;
        } catch (RuntimeException e) {
            throw explained(e);
        }
    }

    /** The share of some samples of a validation batch in its loss. */
    private double judge(Tensor input, Tensor target, short[] labels, int from, int to, PseudoDice dice) {
        beforePass.accept(to - from);
        try (Scope scope = Scope.open()) {
            int samples = (int) input.size(0);
            int voxels = labels.length / samples;
            List<Tensor> heads = forward(input.narrow(0, from, to - from), precision);
            targets.count(heads.get(0), Arrays.copyOfRange(labels, from * voxels, to * voxels), dice);
            return loss.value(heads, target.narrow(0, from, to - from)).item_double() * (to - from) / samples;
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
        lanes.close();
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

    private List<Tensor> forward(Tensor input, Precision type) {
        try (Autocast autocast = Autocast.open(settings.device(), type)) {
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
