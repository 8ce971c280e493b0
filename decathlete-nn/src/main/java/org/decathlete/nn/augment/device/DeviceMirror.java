package org.decathlete.nn.augment.device;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.bytedeco.pytorch.Tensor;
import org.decathlete.nn.augment.draw.SampleChange;
import org.decathlete.nn.tensor.Scope;

/** Reverses some samples along some axes, image and labels alike. */
record DeviceMirror(List<AxisMirror> axes) {

    /** @param places of the samples that are reversed along this axis */
    private record AxisMirror(int axis, Numbers.Slice places) {}

    static DeviceMirror of(List<SampleChange> changes, Numbers numbers) {
        List<AxisMirror> axes = new ArrayList<>();
        for (int axis = 0; axis < 3; axis++) {
            int along = axis;
            int[] places = IntStream.range(0, changes.size())
                    .filter(place -> changes.get(place).mirrored()[along])
                    .toArray();
            if (places.length > 0) {
                axes.add(new AxisMirror(axis, numbers.add(places)));
            }
        }
        return new DeviceMirror(axes);
    }

    /** @param batch (N, C, D, H, W) of any type, changed in place */
    void apply(Tensor batch, Numbers numbers) {
        for (AxisMirror mirror : axes) {
            try (Scope scope = Scope.open()) {
                Tensor places = numbers.whole(mirror.places());
                Tensor reversed = batch.index_select(0, places).flip(mirror.axis() + 2L);
                batch.index_copy_(0, places, reversed);
            }
        }
    }
}
