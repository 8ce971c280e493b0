package org.decathlete.nn.augment.device;

import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.T_TensorTensor_T;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;
import org.decathlete.nn.tensor.Scope;

/**
 * The vote on labels that the processor takes, for all voxels: linear interpolation of the one-hot maps of the labels that occur, a few
 * labels at a time, and the largest of them; ties go to the lowest label.
 *
 * @param values labels that occur in the boxes, ascending
 */
record DeviceVote(Numbers.Slice values) {
    /** Labels whose maps are made at once. */
    static final int GROUP = 8;

    static DeviceVote of(SourceBatch source, Numbers numbers) {
        return new DeviceVote(numbers.add(source.boxLabels()));
    }

    /**
     * Labels of turned patches.
     *
     * @param boxes (n, 1, …) int16
     * @return (n, 1, D, H, W) int16, -1 outside the enlarged patches
     */
    Tensor of(Tensor boxes, DeviceSampling.Points points, Numbers numbers) {
        try (Scope scope = Scope.open()) {
            Tensor label =
                    points.inside().to(ScalarType.Float).mul_(new Scalar(0.0)).sub_(new Scalar(1.0));
            Tensor most = label;
            for (int first = 0; first < values.count(); first += GROUP) {
                try (Scope inner = Scope.open()) {
                    int count = Math.min(GROUP, values.count() - first);
                    Tensor group = numbers.get(new Numbers.Slice(values.from() + first, count), count);
                    Tensor maps = boxes.eq(group.view(1, count, 1, 1, 1)).to(ScalarType.Float);
                    T_TensorTensor_T largest = points.linear(maps).max(1, false);
                    Tensor weight = largest.get0();
                    Tensor winner =
                            group.index_select(0, largest.get1().view(-1)).view(weight.shape());
                    label = inner.pass(torch.where(weight.gt(most), winner, label));
                    most = inner.pass(torch.maximum(weight, most));
                }
            }
            Tensor outside = points.inside().logical_not();
            return scope.pass(label.masked_fill(outside, new Scalar(-1.0))
                    .to(ScalarType.Short)
                    .unsqueeze(1));
        }
    }
}
