package org.decathlete.nn.augment.device;

import org.bytedeco.pytorch.Tensor;

/** Multiplies channels by factors. */
record RowBrightness(RowSubset subset, Numbers.Slice factors) implements RowChange {

    static RowBrightness of(RowSubset subset, Numbers numbers) {
        return new RowBrightness(
                subset, numbers.add(subset.each(member -> member.change().brightness()[member.channel()])));
    }

    @Override
    public void apply(Tensor rows, Numbers numbers) {
        subset.change(
                rows, numbers, (part, from, count) -> part.mul_(RowSubset.strengths(numbers, factors, from, count)));
    }
}
