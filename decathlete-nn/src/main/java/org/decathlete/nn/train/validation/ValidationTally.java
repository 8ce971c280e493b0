package org.decathlete.nn.train.validation;

import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch.ScalarType;
import org.decathlete.nn.tensor.Scope;
import org.decathlete.nn.tensor.Tensors;
import org.jspecify.annotations.Nullable;

/** Adds up what validation batches came to, on the device where they were judged there; only reading waits for it. */
public final class ValidationTally implements AutoCloseable {
    private final Targets targets;
    private final PseudoDice dice;
    private final boolean late;
    private int batches;
    private double loss;
    private @Nullable Tensor hits;
    private @Nullable Tensor lossOnDevice;

    /**
     * @param late whether hits are counted on the device and nothing is waited for
     * @param begun what was judged before, null for nothing
     */
    public ValidationTally(Targets targets, boolean late, @Nullable ValidationProgress begun) {
        this.targets = targets;
        this.dice = new PseudoDice(targets.judged());
        this.late = late;
        if (begun != null) {
            begun.addTo(dice);
            batches = begun.batches();
            loss = begun.loss();
        }
    }

    /**
     * Adds some samples of a batch.
     *
     * @param logits (n, outputs, …) of the highest resolution
     * @param target of these samples
     * @param labels the same as values of the dataset
     * @param value their loss, a scalar
     * @param share of the batch
     */
    public void add(Tensor logits, Tensor target, short[] labels, Tensor value, double share) {
        if (!late) {
            targets.count(logits, labels, dice);
            loss += value.item_double() * share;
            return;
        }
        Tensor part = value.to(ScalarType.Double).mul(new Scalar(share));
        Tensor counts = targets.hits(logits, target);
        if (hits == null || lossOnDevice == null) {
            hits = Scope.keep(counts);
            lossOnDevice = Scope.keep(part.add(new Scalar(loss)));
        } else {
            hits.add_(counts);
            lossOnDevice.add_(part);
        }
    }

    /** An empty one of the same kind, for some samples apart. */
    public ValidationTally another() {
        return new ValidationTally(targets, late, null);
    }

    /** Adds what others came to. */
    public void add(ValidationTally other) {
        loss = loss() + other.loss();
        long[][] counts = other.dice().counts();
        for (int i = 0; i < targets.judged(); i++) {
            dice.add(i, counts[0][i], counts[1][i], counts[2][i]);
        }
    }

    /** All samples of a batch were added. */
    public void endBatch() {
        batches++;
    }

    /** How many batches were judged. */
    public int batches() {
        return batches;
    }

    /** How far the validation is; of whole batches only. */
    public ValidationProgress progress() {
        return ValidationProgress.of(batches, loss(), dice());
    }

    /** Hits of all batches. */
    public PseudoDice dice() {
        fetch();
        return dice;
    }

    /** Sum of the losses. */
    public double loss() {
        fetch();
        return loss;
    }

    private void fetch() {
        if (hits != null && lossOnDevice != null) {
            long[] counts = Tensors.longs(hits);
            for (int i = 0; i < counts.length / 3; i++) {
                dice.add(i, counts[3 * i], counts[3 * i + 1], counts[3 * i + 2]);
            }
            // The sum began with what was read before, so that reading in between changes no bit of it.
            loss = lossOnDevice.item_double();
            close();
        }
    }

    /** Frees what was not read. */
    @Override
    public void close() {
        if (hits != null) {
            hits.close();
            hits = null;
        }
        if (lossOnDevice != null) {
            lossOnDevice.close();
            lossOnDevice = null;
        }
    }
}
