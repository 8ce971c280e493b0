package org.decathlete.nn.augment.device;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.bytedeco.pytorch.AutoGradMode;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch.ScalarType;
import org.decathlete.nn.augment.draw.SampleChange;
import org.decathlete.nn.augment.intensity.OutsideMask;
import org.decathlete.nn.tensor.Device;
import org.decathlete.nn.tensor.Scope;
import org.decathlete.nn.tensor.Tensors;

/**
 * What {@link org.decathlete.nn.augment.Augmenter} does, for a whole batch at a time by operations on tensors. Which sample is changed
 * how is known on the processor before, so that what is left out costs nothing and nothing waits for the device. Without a previous
 * stage: what corrupts its masks goes from voxel to voxel. Not thread-safe.
 */
public final class DeviceAugmenter {
    /** Values of the boxes, points and label maps that are worked on at once. */
    private static final long PART = 1L << 25;

    private final OutsideMask mask;
    private final Device device;

    /**
     * @param useMaskForNorm per channel, whether it is 0 outside the body
     * @param device where the work is done
     */
    public DeviceAugmenter(List<Boolean> useMaskForNorm, Device device) {
        this.mask = OutsideMask.of(useMaskForNorm);
        this.device = device;
    }

    /**
     * Patches on the device.
     *
     * @param image (N, C, D, H, W) float32
     * @param labels (N, 1, D, H, W) int16, at least 0
     */
    public record Patches(Tensor image, Tensor labels) {}

    /** Makes the patches of a batch; they belong to the innermost open scope. */
    public Patches apply(SourceBatch source) {
        try (Scope scope = Scope.open();
                AutoGradMode off = new AutoGradMode(false)) {
            Numbers numbers = new Numbers();
            List<RowChange> changes = changes(source, numbers);
            DeviceMirror mirror = DeviceMirror.of(source.changes(), numbers);
            Patches patches = cut(source, numbers);
            Tensor image = patches.image();
            Tensor labels = patches.labels();
            Tensor rows = image.view(image.size(0) * image.size(1), image.size(2), image.size(3), image.size(4));
            for (RowChange change : changes) {
                try (Scope inner = Scope.open()) {
                    change.apply(rows, numbers);
                }
            }
            mirror.apply(image, numbers);
            mirror.apply(labels, numbers);
            blankOutside(image, labels);
            labels.clamp_min_(new Scalar(0));
            return new Patches(scope.pass(image), scope.pass(labels));
        }
    }

    /** In the order in which they happen. */
    private List<RowChange> changes(SourceBatch source, Numbers numbers) {
        int[] size = source.size();
        List<RowChange> list = new ArrayList<>();
        RowSubset noisy = subset(source, numbers, (change, channel) -> change.noise()[channel] > 0);
        if (!noisy.isEmpty()) {
            list.add(RowNoise.of(noisy, numbers, device));
        }
        RowSubset blurred = subset(
                source,
                numbers,
                (change, channel) -> Arrays.stream(change.blur()[channel]).max().orElse(0) > 0);
        if (!blurred.isEmpty()) {
            list.add(RowBlur.of(blurred, size, numbers));
        }
        RowSubset bright = subset(source, numbers, (change, channel) -> change.brightness()[channel] != 1);
        if (!bright.isEmpty()) {
            list.add(RowBrightness.of(bright, numbers));
        }
        RowSubset contrasted = subset(source, numbers, (change, channel) -> change.contrast()[channel] != 1);
        if (!contrasted.isEmpty()) {
            list.add(RowContrast.of(contrasted, numbers));
        }
        RowSubset coarse = subset(source, numbers, (change, channel) -> !Arrays.equals(change.coarse()[channel], size));
        if (!coarse.isEmpty()) {
            list.add(RowCoarsening.of(coarse, size, numbers));
        }
        RowSubset inverted = subset(source, numbers, (change, channel) -> change.invertedGamma()[channel] != 1);
        if (!inverted.isEmpty()) {
            list.add(RowGamma.of(inverted, numbers, SampleChange::invertedGamma, true));
        }
        RowSubset powered = subset(source, numbers, (change, channel) -> change.gamma()[channel] != 1);
        if (!powered.isEmpty()) {
            list.add(RowGamma.of(powered, numbers, SampleChange::gamma, false));
        }
        return list;
    }

    private static RowSubset subset(SourceBatch source, Numbers numbers, RowSubset.Choice choice) {
        return RowSubset.of(source.changes(), source.channels(), numbers, choice);
    }

    /** Sends everything to the device, and brings the samples into place. */
    private Patches cut(SourceBatch source, Numbers numbers) {
        int[] size = source.size();
        int plain = source.plain().length;
        int turned = source.turned().length;
        int channels = source.channels();
        Numbers.Slice plainPlaces = numbers.add(source.plain());
        Numbers.Slice turnedPlaces = numbers.add(source.turned());
        DeviceSampling sampling = DeviceSampling.of(source, numbers, device);
        DeviceVote vote = DeviceVote.of(source, numbers);
        numbers.send(device);
        Tensor sentImage = Tensors.on(device, source.image(), source.image().length, source.image().length);
        Tensor sentLabels = Tensors.on(device, source.labels(), source.labels().length);
        long voxels = (long) plain * SourceBatch.volume(size);
        Tensor image = shaped(sentImage.narrow(0, 0, voxels * channels), plain, channels, size);
        Tensor labels = shaped(sentLabels.narrow(0, 0, voxels), plain, 1, size);
        if (turned == 0) {
            return new Patches(image, labels);
        }
        int[] box = source.boxSize();
        Tensor boxes = shaped(
                sentImage.narrow(0, voxels * channels, sentImage.numel() - voxels * channels), turned, channels, box);
        Tensor labelBoxes = shaped(sentLabels.narrow(0, voxels, sentLabels.numel() - voxels), turned, 1, box);
        Tensor allImages = Tensors.empty(ScalarType.Float, device, plain + turned, channels, size[0], size[1], size[2]);
        Tensor allLabels = Tensors.empty(ScalarType.Short, device, plain + turned, 1, size[0], size[1], size[2]);
        if (plain > 0) {
            allImages.index_copy_(0, numbers.whole(plainPlaces), image);
            allLabels.index_copy_(0, numbers.whole(plainPlaces), labels);
        }
        Tensor places = numbers.whole(turnedPlaces);
        int most = most(source, turned);
        for (int from = 0; from < turned; from += most) {
            try (Scope scope = Scope.open()) {
                int count = Math.min(most, turned - from);
                Tensor part = places.narrow(0, from, count);
                DeviceSampling.Points points = sampling.points(numbers, from, count);
                allImages.index_copy_(0, part, points.linear(boxes.narrow(0, from, count)));
                allLabels.index_copy_(0, part, vote.of(labelBoxes.narrow(0, from, count), points, numbers));
            }
        }
        return new Patches(allImages, allLabels);
    }

    private static int most(SourceBatch source, int turned) {
        long values = (long) Math.max(SourceBatch.volume(source.boxSize()), SourceBatch.volume(source.size()))
                * (source.channels() + DeviceVote.GROUP);
        return (int) Math.max(1, Math.min(turned, PART / values));
    }

    private static Tensor shaped(Tensor flat, int samples, int channels, int[] size) {
        return flat.view(samples, channels, size[0], size[1], size[2]);
    }

    private void blankOutside(Tensor image, Tensor labels) {
        for (int channel = 0; channel < mask.masked().length; channel++) {
            if (mask.masked()[channel]) {
                image.narrow(1, channel, 1).masked_fill_(labels.lt(new Scalar(0)), new Scalar(0.0));
            }
        }
    }
}
