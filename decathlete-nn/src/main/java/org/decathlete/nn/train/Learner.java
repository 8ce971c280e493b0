package org.decathlete.nn.train;

import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.bytedeco.pytorch.AutoGradMode;
import org.bytedeco.pytorch.Tensor;
import org.decathlete.core.candidate.Candidate;
import org.decathlete.core.dataset.Labels;
import org.decathlete.core.run.DecathleteException;
import org.decathlete.core.run.ErrorKind;
import org.decathlete.nn.loss.Loss;
import org.decathlete.nn.loss.Losses;
import org.decathlete.nn.model.SafetensorsFile;
import org.decathlete.nn.model.StateDict;
import org.decathlete.nn.net.Network;
import org.decathlete.nn.net.Networks;
import org.decathlete.nn.optim.Sgd;
import org.decathlete.nn.tensor.Autocast;
import org.decathlete.nn.tensor.Scope;
import org.decathlete.nn.tensor.Tensors;

/** A network that learns: its weights, the optimiser's state, the loss. Used by one thread. */
final class Learner implements AutoCloseable {
    static final String MODEL = "model.";
    static final String OPTIMIZER = "optimizer.";

    private final Candidate candidate;
    private final RunSettings settings;
    private final Network network;
    private final Sgd optimizer;
    private final Loss loss;
    private final Targets targets;
    private final Deque<Pending> pending = new ArrayDeque<>();

    /** A step whose numbers the device may still be computing. */
    private record Pending(long iteration, Tensor loss, Tensor gradientNorm) {}

    Learner(Candidate candidate, RunSettings settings) {
        this.candidate = candidate;
        this.settings = settings;
        this.network = Networks.build(candidate.network(), settings.device(), settings.seed());
        this.optimizer = new Sgd(network.parameters(), candidate.recipe().optimizer());
        this.loss = loss(candidate);
        this.targets = new Targets(candidate.data().labels());
    }

    private static Loss loss(Candidate candidate) {
        Labels labels = candidate.data().labels();
        Integer ignore = labels.ignore();
        return labels.hasRegions()
                ? Losses.regions(candidate.batchDice(), ignore != null)
                : Losses.labels(candidate.batchDice(), ignore == null ? OptionalInt.empty() : OptionalInt.of(ignore));
    }

    PseudoDice newPseudoDice() {
        return new PseudoDice(targets.judged());
    }

    /**
     * One training step.
     *
     * @param rate learning rate
     * @return what earlier steps came to, as far as it is known now; on a GPU that is one step behind, so that it need not wait
     */
    List<StepOutcome> step(Batch batch, double rate) {
        try {
            learn(batch, rate);
        } catch (RuntimeException e) {
            throw explained(e);
        }
        return known(settings.device().cuda() ? 1 : 0);
    }

    private void learn(Batch batch, double rate) {
        try (Scope scope = Scope.open()) {
            Tensor input = Tensors.to(Tensors.of(batch.image(), shape(batch, batch.shape()[1])), settings.device());
            Tensor target = target(batch);
            Tensor value = loss.value(forward(input), target);
            optimizer.zeroGradients();
            value.backward();
            Tensor norm = optimizer.clip(candidate.recipe().gradientClip());
            optimizer.step(rate);
            pending.add(new Pending(batch.index(), Scope.keep(value.detach()), Scope.keep(norm)));
        }
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

    /** What all steps came to. */
    List<StepOutcome> flush() {
        return known(0);
    }

    /** Drops what is not known yet. */
    void forget() {
        pending.forEach(Learner::release);
        pending.clear();
    }

    /** The loss of a validation batch, whose hits are counted too. */
    double validate(Batch batch, PseudoDice dice) {
        try (Scope scope = Scope.open();
                AutoGradMode off = new AutoGradMode(false)) {
            Tensor input = Tensors.to(Tensors.of(batch.image(), shape(batch, batch.shape()[1])), settings.device());
            List<Tensor> heads = forward(input);
            targets.count(heads.get(0), batch.labels(), dice);
            return loss.value(heads, target(batch)).item_double();
        }
    }

    /** Everything that a checkpoint holds, by name; the live tensors. */
    Map<String, Tensor> tensors() {
        Map<String, Tensor> all = new LinkedHashMap<>();
        network.parameters().forEach((name, tensor) -> all.put(MODEL + name, tensor));
        optimizer.state().forEach((name, tensor) -> all.put(OPTIMIZER + name, tensor));
        return all;
    }

    /** Takes up weights and optimiser state of a checkpoint. */
    void restore(Path checkpoint) {
        try (Scope scope = Scope.open()) {
            Map<String, Tensor> all = SafetensorsFile.read(checkpoint).tensors();
            StateDict.load(network, under(MODEL, all));
            optimizer.restore(under(OPTIMIZER, all));
        }
    }

    @Override
    public void close() {
        forget();
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

    private List<StepOutcome> known(int behind) {
        List<StepOutcome> outcomes = new ArrayList<>();
        while (pending.size() > behind) {
            Pending step = pending.removeFirst();
            outcomes.add(new StepOutcome(
                    step.iteration(),
                    step.loss().item_double(),
                    step.gradientNorm().item_double()));
            release(step);
        }
        return outcomes;
    }

    private static void release(Pending step) {
        step.loss().close();
        step.gradientNorm().close();
    }
}
