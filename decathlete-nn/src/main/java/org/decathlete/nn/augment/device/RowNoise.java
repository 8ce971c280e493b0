package org.decathlete.nn.augment.device;

import java.util.SplittableRandom;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch.ScalarType;
import org.decathlete.nn.tensor.Device;

/** Adds normal noise: of the same strength as the processor does, but other numbers. */
record RowNoise(RowSubset subset, Numbers.Slice high, Numbers.Slice low, Numbers.Slice deviation, Device device)
        implements RowChange {
    private static final int HALF = 24;

    static RowNoise of(RowSubset subset, Numbers numbers, Device device) {
        return new RowNoise(
                subset,
                numbers.add(subset.each(member -> key(member) >>> HALF)),
                numbers.add(subset.each(member -> key(member) & ((1L << HALF) - 1))),
                numbers.add(subset.each(member -> member.change().noise()[member.channel()])),
                device);
    }

    /** 48 bits for each channel. */
    private static long key(RowSubset.Member member) {
        return new SplittableRandom(member.change().noiseSeed() + member.channel()).nextLong()
                >>> (Long.SIZE - 2 * HALF);
    }

    @Override
    public void apply(Tensor rows, Numbers numbers) {
        subset.change(rows, numbers, (part, from, count) -> {
            long voxels = part.numel() / count;
            Tensor upper = RowSubset.strengths(numbers, high, from, count)
                    .view(count, 1)
                    .to(ScalarType.Long);
            Tensor lower = RowSubset.strengths(numbers, low, from, count)
                    .view(count, 1)
                    .to(ScalarType.Long);
            Tensor noise = NormalNumbers.of(upper, lower, voxels, device)
                    .mul_(RowSubset.strengths(numbers, deviation, from, count).view(count, 1));
            return part.add_(noise.view(part.shape()));
        });
    }
}
