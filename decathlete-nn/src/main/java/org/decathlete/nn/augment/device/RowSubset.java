package org.decathlete.nn.augment.device;

import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;
import org.bytedeco.pytorch.Tensor;
import org.decathlete.nn.augment.draw.SampleChange;
import org.decathlete.nn.tensor.Scope;

/**
 * Some channels of a batch that are changed alike, a bounded number of voxels at a time.
 *
 * @param members which ones
 * @param index their rows
 */
record RowSubset(List<Member> members, Numbers.Slice index) {
    /** Voxels of a part: a change holds some copies of them. */
    private static final long PART = 1L << 23;

    /**
     * A channel of a sample.
     *
     * @param row where it lies
     * @param change what happens to the sample
     */
    record Member(int row, SampleChange change, int channel) {}

    /** Which channels of which samples a change concerns. */
    @FunctionalInterface
    interface Choice {
        boolean concerns(SampleChange change, int channel);
    }

    /** Changes some rows. */
    @FunctionalInterface
    interface PartChange {
        /**
         * @param rows copies of {@code count} rows, may be overwritten
         * @param from how many of the subset lie before them
         */
        Tensor of(Tensor rows, int from, int count);
    }

    static RowSubset of(List<SampleChange> changes, int channels, Numbers numbers, Choice choice) {
        List<Member> members = new ArrayList<>();
        for (int place = 0; place < changes.size(); place++) {
            for (int channel = 0; channel < channels; channel++) {
                if (choice.concerns(changes.get(place), channel)) {
                    members.add(new Member(place * channels + channel, changes.get(place), channel));
                }
            }
        }
        return new RowSubset(
                members, numbers.add(members.stream().mapToInt(Member::row).toArray()));
    }

    boolean isEmpty() {
        return members.isEmpty();
    }

    /** A number of each member. */
    double[] each(ToDoubleFunction<Member> number) {
        return members.stream().mapToDouble(number).toArray();
    }

    /** Changes these rows. */
    void change(Tensor rows, Numbers numbers, PartChange change) {
        int all = members.size();
        int most = (int) Math.max(1, Math.min(all, PART / (rows.numel() / rows.size(0))));
        Tensor index = numbers.whole(this.index);
        for (int from = 0; from < all; from += most) {
            try (Scope scope = Scope.open()) {
                int count = Math.min(most, all - from);
                Tensor part = index.narrow(0, from, count);
                rows.index_copy_(0, part, change.of(rows.index_select(0, part), from, count));
            }
        }
    }

    /** Strengths of some members, to be multiplied with their rows. */
    static Tensor strengths(Numbers numbers, Numbers.Slice slice, int from, int count) {
        return numbers.get(new Numbers.Slice(slice.from() + from, count), count, 1, 1, 1);
    }
}
