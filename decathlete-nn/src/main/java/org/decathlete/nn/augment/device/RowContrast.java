package org.decathlete.nn.augment.device;

import org.bytedeco.pytorch.Tensor;

/** Stretches channels about their means; the values stay within their former ranges. */
record RowContrast(RowSubset subset, Numbers.Slice factors) implements RowChange {

    static RowContrast of(RowSubset subset, Numbers numbers) {
        return new RowContrast(
                subset, numbers.add(subset.each(member -> member.change().contrast()[member.channel()])));
    }

    @Override
    public void apply(Tensor rows, Numbers numbers) {
        subset.change(rows, numbers, (part, from, count) -> {
            Tensor mean = RowStatistics.mean(part);
            Tensor low = RowStatistics.min(part);
            Tensor high = RowStatistics.max(part);
            Tensor stretched = part.sub_(mean)
                    .mul_(RowSubset.strengths(numbers, factors, from, count))
                    .add_(mean);
            return stretched.maximum(low).minimum(high);
        });
    }
}
