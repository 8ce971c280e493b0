package org.decathlete.nn.train.validation;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import org.bytedeco.pytorch.LongOptional;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;
import org.decathlete.core.dataset.Labels;
import org.decathlete.nn.tensor.Scope;
import org.decathlete.nn.tensor.Tensors;
import org.jspecify.annotations.Nullable;

/**
 * Between the label values of a dataset and the outputs of a network: the target that the loss takes, and the count of what was hit.
 * With labels, output k stands for the k-th label value; with regions, for the k-th region.
 */
public final class Targets {
    private final boolean regions;
    private final int ignored;
    private final short[] outputOfLabel;
    private final List<BitSet> members = new ArrayList<>();

    /** @param labels of the dataset */
    public Targets(Labels labels) {
        regions = labels.hasRegions();
        Integer ignore = labels.ignore();
        ignored = ignore == null ? -1 : ignore;
        List<Integer> declared = labels.declared();
        outputOfLabel = new short[declared.get(declared.size() - 1) + 1];
        for (int output = 0; output < declared.size(); output++) {
            outputOfLabel[declared.get(output)] = (short) output;
        }
        for (List<Integer> region : labels.regions()) {
            BitSet set = new BitSet();
            region.forEach(set::set);
            members.add(set);
        }
    }

    /** Number of classes or regions that are judged. */
    int judged() {
        return members.size();
    }

    /**
     * The target of a batch, int16 on the processor.
     *
     * @param labels label values of N·voxels voxels
     * @param shape (N, 1, [D,] H, W)
     * @return that shape with output indices, or with regions (N, R, …) with 0 and 1 and the mask of ignored voxels last
     */
    public Tensor tensor(short[] labels, long[] shape) {
        if (!regions) {
            short[] outputs = new short[labels.length];
            for (int i = 0; i < labels.length; i++) {
                outputs[i] = outputOfLabel[labels[i]];
            }
            return Tensors.of(outputs, shape);
        }
        int channels = members.size() + (ignored < 0 ? 0 : 1);
        int samples = (int) shape[0];
        int voxels = labels.length / samples;
        short[] masks = new short[labels.length * channels];
        for (int sample = 0; sample < samples; sample++) {
            for (int channel = 0; channel < channels; channel++) {
                int offset = (sample * channels + channel) * voxels;
                for (int i = 0; i < voxels; i++) {
                    masks[offset + i] = (short) (isIn(channel, labels[sample * voxels + i]) ? 1 : 0);
                }
            }
        }
        long[] masked = shape.clone();
        masked[1] = channels;
        return Tensors.of(masks, masked);
    }

    /**
     * The target of a batch on the device where its labels lie.
     *
     * @param labels (N, 1, [D,] H, W) int16
     * @return as of an array of labels; may be the labels themselves
     */
    public Tensor tensor(Tensor labels) {
        if (!regions) {
            Tensor outputs = labels;
            for (int label = 0; label < outputOfLabel.length; label++) {
                if (outputOfLabel[label] != label) {
                    outputs = outputs.masked_fill(labels.eq(new Scalar(label)), new Scalar((int) outputOfLabel[label]));
                }
            }
            return outputs;
        }
        List<Tensor> masks = new ArrayList<>();
        for (BitSet member : members) {
            masks.add(anyOf(labels, member));
        }
        if (ignored >= 0) {
            masks.add(labels.eq(new Scalar(ignored)));
        }
        return torch.cat(new TensorVector(masks.toArray(Tensor[]::new)), 1).to(ScalarType.Short);
    }

    private static Tensor anyOf(Tensor labels, BitSet values) {
        Tensor any = null;
        for (int label = values.nextSetBit(0); label >= 0; label = values.nextSetBit(label + 1)) {
            Tensor one = labels.eq(new Scalar(label));
            any = any == null ? one : any.logical_or(one);
        }
        return any == null ? labels.ne(labels) : any;
    }

    /**
     * Counts what the logits of some samples hit, without waiting for the device.
     *
     * @param logits (N, outputs, …) of the highest resolution
     * @param target as {@link #tensor(Tensor)} makes it
     * @return (judged, 3) int64: true positives, false positives, false negatives
     */
    Tensor hits(Tensor logits, Tensor target) {
        List<Tensor> counts = new ArrayList<>();
        Tensor predicted = regions ? logits : logits.argmax(new LongOptional(1), true);
        Tensor valid = valid(target);
        for (int i = 0; i < members.size(); i++) {
            try (Scope scope = Scope.open()) {
                Tensor guess = regions ? predicted.narrow(1, i, 1).gt(new Scalar(0)) : predicted.eq(new Scalar(i + 1));
                Tensor truth = regions ? target.narrow(1, i, 1).ne(new Scalar(0)) : target.eq(new Scalar(i + 1));
                if (valid != null) {
                    guess = guess.logical_and(valid);
                    truth = truth.logical_and(valid);
                }
                Tensor both = guess.logical_and(truth).sum();
                Tensor triple = torch.stack(new TensorVector(
                        both, guess.sum().sub(both), truth.sum().sub(both)));
                counts.add(scope.pass(triple));
            }
        }
        return torch.stack(new TensorVector(counts.toArray(Tensor[]::new)));
    }

    /** Where a target is judged; null for everywhere. */
    private @Nullable Tensor valid(Tensor target) {
        if (ignored < 0) {
            return null;
        }
        return regions
                ? target.narrow(1, members.size(), 1).eq(new Scalar(0))
                : target.ne(new Scalar((int) outputOfLabel[ignored]));
    }

    /**
     * Counts what the logits of one batch hit.
     *
     * @param logits (N, outputs, …) of the highest resolution
     * @param labels label values of its voxels
     */
    void count(Tensor logits, short[] labels, PseudoDice dice) {
        if (regions) {
            for (int region = 0; region < members.size(); region++) {
                short[] hit = Tensors.shorts(logits.narrow(1, region, 1).gt(new Scalar(0)));
                dice.addRegion(region, hit, labels, members.get(region), ignored);
            }
            return;
        }
        short[] predicted = Tensors.shorts(logits.argmax(new LongOptional(1), false));
        short[] target = new short[labels.length];
        for (int i = 0; i < labels.length; i++) {
            target[i] = labels[i] == ignored ? -1 : outputOfLabel[labels[i]];
        }
        dice.addClasses(predicted, target, -1);
    }

    private boolean isIn(int channel, short label) {
        return channel < members.size() ? members.get(channel).get(label) : label == ignored;
    }
}
