package org.decathlete.core.metrics;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.NavigableSet;
import java.util.TreeSet;
import org.decathlete.core.dataset.Labels;
import org.decathlete.core.volume.Box;

/**
 * One pass over a prediction and its reference: how often each label meets each other, and the box that holds each label in
 * either. Voxels where the reference has the ignore label do not count. Labels that nobody declared count as background.
 */
final class LabelCounts {
    private static final int IGNORED = -1;

    private final int[] size;
    private final short[] prediction;
    private final short[] reference;
    /** A row of background. */
    private final short[] background;
    /** Whether a label value was declared or is already noted as undeclared, by its 16 bits. */
    private final boolean[] known = new boolean[1 << 16];
    /** Position of a label value among the declared ones, by its 16 bits; 0 for the background and what is not declared. */
    private final int[] positions = new int[1 << 16];

    private final List<Integer> values = new ArrayList<>();
    private final long[][] together;
    private final int[][] lowest;
    private final int[][] highest;
    private final NavigableSet<Integer> undeclared = new TreeSet<>();

    LabelCounts(int[] size, short[] prediction, short[] reference, Labels labels) {
        this.size = size;
        this.prediction = prediction;
        this.reference = reference;
        background = new short[size[2]];
        values.add(0);
        known[0] = true;
        for (int value : labels.foreground()) {
            declare(value, values.size());
            values.add(value);
        }
        Integer ignore = labels.ignore();
        if (ignore != null) {
            declare(ignore, IGNORED);
        }
        together = new long[values.size()][values.size()];
        lowest = new int[values.size()][];
        highest = new int[values.size()][];
        for (int i = 0; i < values.size(); i++) {
            lowest[i] = new int[] {Integer.MAX_VALUE, Integer.MAX_VALUE, Integer.MAX_VALUE};
            highest[i] = new int[] {-1, -1, -1};
        }
        count();
    }

    /** Label values met that nobody declared. */
    NavigableSet<Integer> undeclared() {
        return undeclared;
    }

    /** Voxels of a class, which may join several labels. */
    Overlap overlap(List<Integer> labels) {
        boolean[] members = members(labels);
        long[] counts = new long[4];
        for (int p = 0; p < members.length; p++) {
            for (int r = 0; r < members.length; r++) {
                counts[(members[p] ? 1 : 0) + (members[r] ? 2 : 0)] += together[p][r];
            }
        }
        return new Overlap(counts[3], counts[1], counts[2], counts[0]);
    }

    /** The masks of a class. */
    MaskPair masks(List<Integer> labels, double[] spacing) {
        boolean[] members = members(labels);
        boolean[] inside = new boolean[1 << 16];
        boolean[] ignored = new boolean[1 << 16];
        for (int label = 0; label < inside.length; label++) {
            inside[label] = positions[label] > 0 && members[positions[label]];
            ignored[label] = positions[label] == IGNORED;
        }
        return MaskPair.of(
                size,
                spacing,
                box(members),
                i -> inside[prediction[i] & 0xffff] && !ignored[reference[i] & 0xffff],
                i -> inside[reference[i] & 0xffff]);
    }

    private void declare(int value, int position) {
        known[value] = true;
        positions[value] = position;
    }

    private boolean[] members(List<Integer> labels) {
        boolean[] members = new boolean[values.size()];
        for (int label : labels) {
            members[positions[label]] = true;
        }
        return members;
    }

    private void count() {
        for (int z = 0; z < size[0]; z++) {
            for (int y = 0; y < size[1]; y++) {
                countRow(z, y);
            }
        }
    }

    /** Goes from run to run of voxels that agree in both label maps; most of an image is background in both. */
    private void countRow(int z, int y) {
        int start = (z * size[1] + y) * size[2];
        int end = start + size[2];
        int from = start;
        while (from < end) {
            short predicted = prediction[from];
            short referenced = reference[from];
            int to = (predicted | referenced) == 0 ? endOfBackground(from, end) : endOfRun(from, end);
            countRun(predicted & 0xffff, referenced & 0xffff, new int[] {z, y, from - start}, to - from);
            from = to;
        }
    }

    private int endOfBackground(int from, int end) {
        int length = end - from;
        int predicted = Arrays.mismatch(prediction, from, end, background, 0, length);
        int referenced = Arrays.mismatch(reference, from, end, background, 0, length);
        return from + Math.min(predicted < 0 ? length : predicted, referenced < 0 ? length : referenced);
    }

    private int endOfRun(int from, int end) {
        int to = from + 1;
        while (to < end && prediction[to] == prediction[from] && reference[to] == reference[from]) {
            to++;
        }
        return to;
    }

    private void countRun(int predicted, int referenced, int[] first, int length) {
        int r = position(referenced);
        if (r == IGNORED) {
            return;
        }
        int p = Math.max(0, position(predicted));
        together[p][r] += length;
        include(p, first, length);
        include(r, first, length);
    }

    private int position(int label) {
        if (!known[label]) {
            undeclared.add((int) (short) label);
            known[label] = true;
        }
        return positions[label];
    }

    private void include(int position, int[] first, int length) {
        int[] low = lowest[position];
        int[] high = highest[position];
        for (int axis = 0; axis < 3; axis++) {
            low[axis] = Math.min(low[axis], first[axis]);
            high[axis] = Math.max(high[axis], axis < 2 ? first[axis] : first[axis] + length - 1);
        }
    }

    private Box box(boolean[] members) {
        int[] start = size.clone();
        int[] end = new int[3];
        for (int position = 1; position < members.length; position++) {
            for (int axis = 0; axis < 3 && members[position]; axis++) {
                start[axis] = Math.min(start[axis], lowest[position][axis]);
                end[axis] = Math.max(end[axis], highest[position][axis] + 1);
            }
        }
        return end[0] == 0 ? new Box(new int[3], new int[3]) : new Box(start, end);
    }
}
