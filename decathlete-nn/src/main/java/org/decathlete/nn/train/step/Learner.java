package org.decathlete.nn.train.step;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.IntConsumer;
import org.bytedeco.pytorch.AutoGradMode;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;
import org.decathlete.core.candidate.Candidate;
import org.decathlete.nn.augment.draw.SampleRandom;
import org.decathlete.nn.loss.Loss;
import org.decathlete.nn.loss.Losses;
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
import org.decathlete.nn.train.batch.Batch;
import org.decathlete.nn.train.batch.OutOfMemory;
import org.decathlete.nn.train.batch.StepBatch;
import org.decathlete.nn.train.precision.LossScaler;
import org.decathlete.nn.train.precision.PrecisionCheck;
import org.decathlete.nn.train.precision.PrecisionFinding;
import org.decathlete.nn.train.settings.RunSettings;
import org.decathlete.nn.train.validation.Targets;
import org.decathlete.nn.train.validation.ValidationProgress;
import org.decathlete.nn.train.validation.ValidationTally;
import org.jspecify.annotations.Nullable;

/** A network that learns: its weights, the optimiser's state, the loss. Used by one thread. */
public final class Learner implements AutoCloseable {
    /** Where the randomness of dropout begins; the streams before it are those of the batches. */
    private static final long DROPOUT_STREAM = 2;

    private final Candidate candidate;
    private final RunSettings settings;
    private final Network network;
    private final Optimizer optimizer;
    private final LearnerTensors tensors;
    private final Loss loss;
    private final Targets targets;
    private final BatchTensors batchTensors;
    private final BatchDivision division;
    private LossScaler scaler;
    private IntConsumer beforePass = samples -> {};

    /** A learner that chooses itself how a batch goes through the network. */
    public Learner(Candidate candidate, RunSettings settings) {
        this(candidate, settings, 0);
    }

    /** @param samplesPerPass how many samples go through the network at once, at least; 0 chooses */
    public Learner(Candidate candidate, RunSettings settings, int samplesPerPass) {
        this(candidate, settings, samplesPerPass, new LaneOpener(line -> {}));
    }

    /**
     * @param samplesPerPass how many samples go through the network at once, at least; 0 chooses
     * @param opener opens its lanes
     */
    public Learner(Candidate candidate, RunSettings settings, int samplesPerPass, LaneOpener opener) {
        this.candidate = candidate;
        this.settings = settings;
        this.network = Networks.build(candidate.network(), settings.device(), settings.seed());
        this.optimizer = Optimizers.build(candidate.recipe().optimizer(), network.parameters());
        this.tensors = new LearnerTensors(network, optimizer);
        this.loss = Losses.of(candidate.recipe().loss(), candidate.data().labels(), candidate.batchDice());
        this.targets = new Targets(candidate.data().labels());
        this.batchTensors =
                new BatchTensors(targets, settings.device(), candidate.network().dimensions());
        PassRule rule = new PassRule(candidate, settings, isSeparable(), network.isRandom());
        this.division = new BatchDivision(settings, rule, samplesPerPass, opener);
        this.scaler = new LossScaler(settings.precision());
    }

    /** Computes forward passes in another precision from now on. */
    public void computeIn(Precision other) {
        scaler = new LossScaler(other);
        division.computeIn(other);
    }

    /** Scales the loss in the precision in use. */
    public LossScaler lossScaler() {
        return scaler;
    }

    /** How many passes run side by side. */
    public int lanes() {
        return division.lanes().count();
    }

    /** How many samples are in work at once. */
    int samplesPerPass() {
        return division.inWork(division.parts(candidate.batchSize()));
    }

    /** Takes no more samples in work at once from now on, in validation either. */
    public void limitPasses(int samples) {
        division.limit(samples);
    }

    /** Whether a batch may be learnt from in parts without changing what is learnt. */
    public boolean isSeparable() {
        return !network.mixesSamples()
                && Losses.separable(candidate.recipe().loss(), candidate.data().labels(), candidate.batchDice());
    }

    /** Calls {@code listener} with the number of samples before each pass through the network. */
    public void beforePass(IntConsumer listener) {
        beforePass = listener;
    }

    /** Compares the precision in use with float32 on as few samples of a batch as the network takes; nothing is learnt. */
    public PrecisionFinding checkPrecision(StepBatch batch) {
        network.training(true);
        int samples = Math.min(batch.samples(), network.mixesSamples() ? 2 : 1);
        try (Scope scope = Scope.open()) {
            Tensor input = batchTensors.input(batch).narrow(0, 0, samples);
            Tensor target = batchTensors.target(batch).narrow(0, 0, samples);
            return new PrecisionCheck(network, other -> loss.value(forward(input, other), target))
                    .of(division.precision());
        } catch (RuntimeException e) {
            throw explained(e, samples);
        }
    }

    /** What validation batches come to, beginning with those that were judged before, null for none. */
    public ValidationTally newTally(@Nullable ValidationProgress begun) {
        return new ValidationTally(targets, settings.readsLate(), begun);
    }

    /** Whether steps wait for what they come to: half precision must know it before the next. */
    public boolean waits() {
        return !settings.readsLate() || scaler.scale() != null;
    }

    /** One training step that is waited for. */
    public StepOutcome step(StepBatch batch, double rate) {
        UnreadSteps steps = new UnreadSteps();
        steps.add(launch(batch, rate));
        return steps.read().get(0);
    }

    /**
     * One training step. Where it {@linkplain #waits waits}, a gradient that is not finite leaves the weights as they are; otherwise it
     * makes them useless, which whoever reads must notice before they are kept.
     *
     * @param rate learning rate
     * @throws OutOfMemory with weights and optimiser as before
     */
    public StepReading launch(StepBatch batch, double rate) {
        network.training(true);
        torch.manual_seed(SampleRandom.of(settings.seed(), DROPOUT_STREAM, batch.index(), 0)
                .nextLong());
        double clip = candidate.recipe().gradientClip();
        try (Scope scope = Scope.open()) {
            Tensor sum = differentiate(batch);
            if (waits()) {
                double norm = optimizer.clipAndStep(rate, clip, scaler.factor());
                return StepReading.of(new StepOutcome(batch.index(), sum.item_double(), norm, scaler.skips(norm)));
            }
            Tensor norm = optimizer.clipAndLaunch(rate, clip).to(ScalarType.Double);
            return new StepReading(batch.index(), null, Scope.keep(torch.stack(new TensorVector(sum, norm))));
        } catch (OutOfMemory shortage) {
            throw shortage;
        } catch (RuntimeException e) {
            // Some weights may have changed by now, so that the step cannot be done again.
            throw DeviceMemory.isExhausted(e) ? OutOfMemory.explain(e, settings, candidate, samplesPerPass()) : e;
        } finally {
            optimizer.clearGradients();
        }
    }

    /** Makes the gradients of a batch; returns its loss, a float64 scalar. */
    private Tensor differentiate(StepBatch batch) {
        int[] bounds = division.parts(batch.samples());
        try (Scope scope = Scope.open()) {
            Tensor input = batchTensors.input(batch);
            Tensor target = batchTensors.target(batch);
            try (WorkingWeights weights = network.workingWeights(division.precision(), true, Tensors.extents(input))) {
                return scope.pass(division.lanes()
                        .learn(bounds, weights, (from, to, gradients) -> pass(input, target, from, to, gradients)));
            }
        } catch (RuntimeException e) {
            throw explained(e, samplesPerPass());
        }
    }

    /** Adds the gradients of some samples of a batch; returns their share of its loss. */
    private Tensor pass(Tensor input, Tensor target, int from, int to, Gradients gradients) {
        int count = to - from;
        beforePass.accept(count);
        try (Scope scope = Scope.open()) {
            List<Tensor> heads = forward(input.narrow(0, from, count), division.precision());
            Tensor value =
                    loss.value(heads, target.narrow(0, from, count)).mul(new Scalar((double) count / input.size(0)));
            gradients.addOf(scaler.scaled(value));
            return scope.pass(value.detach().to(ScalarType.Double));
        }
    }

    private RuntimeException explained(RuntimeException failure, int samples) {
        return DeviceMemory.isExhausted(failure)
                ? new OutOfMemory(OutOfMemory.explain(failure, settings, candidate, samples), samples)
                : failure;
    }

    /**
     * Judges a validation batch.
     *
     * @param tally receives its loss and hits
     * @throws OutOfMemory with some samples judged
     */
    public void validate(Batch batch, ValidationTally tally) {
        network.training(false);
        int[] bounds = division.judgedParts(batch.samples());
        try (Scope scope = Scope.open();
                WorkingWeights weights = network.workingWeights(division.precision(), false, candidate.patchSize())) {
            Tensor input = batchTensors.input(batch);
            Tensor target = batchTensors.target(batch);
            division.lanes()
                    .judge(
                            bounds,
                            weights,
                            tally,
                            (from, to, part) -> judge(input, target, batch.labels(), from, to, part));
            tally.endBatch();
        } catch (RuntimeException e) {
            throw explained(e, division.inWork(bounds));
        }
    }

    /** Adds some samples of a validation batch, with their share in its loss. */
    private void judge(Tensor input, Tensor target, short[] labels, int from, int to, ValidationTally tally) {
        beforePass.accept(to - from);
        try (Scope scope = Scope.open();
                AutoGradMode off = new AutoGradMode(false)) {
            int samples = (int) input.size(0);
            int voxels = labels.length / samples;
            List<Tensor> heads = forward(input.narrow(0, from, to - from), division.precision());
            Tensor part = target.narrow(0, from, to - from);
            Tensor value = loss.value(heads, part);
            double share = (double) (to - from) / samples;
            tally.add(heads.get(0), part, Arrays.copyOfRange(labels, from * voxels, to * voxels), value, share);
        }
    }

    /** Everything that a checkpoint holds, by name; the live tensors. */
    public Map<String, Tensor> tensors() {
        return tensors.all();
    }

    /** Takes up the weights of another training; returns the names of those that stay as they were initialised. */
    public List<String> startFrom(Path weights) {
        return tensors.startFrom(weights);
    }

    /** Takes up weights and optimiser state of a checkpoint. */
    public void restore(Path checkpoint) {
        tensors.restore(checkpoint);
    }

    @Override
    public void close() {
        division.close();
        optimizer.close();
        network.close();
    }

    private List<Tensor> forward(Tensor input, Precision type) {
        try (Autocast autocast = Autocast.open(settings.device(), type)) {
            return network.forward(input, candidate.recipe().deepSupervision());
        }
    }
}
