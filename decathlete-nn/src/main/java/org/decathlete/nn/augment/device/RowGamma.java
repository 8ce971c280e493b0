package org.decathlete.nn.augment.device;

import java.util.function.Function;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.ScalarOptional;
import org.bytedeco.pytorch.Tensor;
import org.decathlete.nn.augment.draw.SampleChange;
import org.decathlete.nn.augment.intensity.Gamma;

/** {@link Gamma} of several channels. */
record RowGamma(RowSubset subset, Numbers.Slice exponents, boolean inverted) implements RowChange {

    /** @param exponent per channel of a sample */
    static RowGamma of(RowSubset subset, Numbers numbers, Function<SampleChange, double[]> exponent, boolean inverted) {
        return new RowGamma(
                subset,
                numbers.add(subset.each(member -> exponent.apply(member.change())[member.channel()])),
                inverted);
    }

    @Override
    public void apply(Tensor rows, Numbers numbers) {
        subset.change(
                rows, numbers, (part, from, count) -> of(part, RowSubset.strengths(numbers, exponents, from, count)));
    }

    private Tensor of(Tensor part, Tensor gamma) {
        RowStatistics before = RowStatistics.of(part);
        Tensor low = RowStatistics.min(part);
        Tensor high = RowStatistics.max(part);
        Tensor range = high.sub(low);
        Tensor width = range.clamp_min(new Scalar(Gamma.SMALLEST));
        Tensor unit = inverted ? high.sub(part) : part.sub(low);
        unit.div_(width)
                .clamp_(new ScalarOptional(new Scalar(0.0)), new ScalarOptional(new Scalar(1.0)))
                .pow_(gamma)
                .mul_(inverted ? range.neg() : range);
        RowStatistics after = RowStatistics.of(unit);
        return unit.sub_(after.mean()).mul_(before.restoring(after)).add_(before.mean());
    }
}
