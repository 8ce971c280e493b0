package org.decathlete.core.preprocess.cases;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.decathlete.core.dataset.Labels;
import org.decathlete.core.image.NonzeroCrop;

/**
 * Draws voxels of each class in two sweeps over a label map: one counts, one selects (sequential sampling without replacement,
 * Knuth's algorithm S), so that no list of all voxels is made.
 */
final class LocationSampling {
    private static final long SEED = 1234;
    private static final int ALWAYS_KEPT = 10_000;
    private static final int LARGEST_SHARE_INVERSE = 100;

    private final Selection[] selections;
    /** The selections that each label value belongs to; index is the value plus one. */
    private final Selection[][] byLabel;

    private LocationSampling(List<List<Integer>> groups, int largest) {
        selections = IntStream.range(0, groups.size())
                .mapToObj(group -> new Selection(SEED + group))
                .toArray(Selection[]::new);
        byLabel = new Selection[largest + 2][];
        for (int label = NonzeroCrop.OUTSIDE; label <= largest; label++) {
            int value = label;
            byLabel[label + 1] = IntStream.range(0, groups.size())
                    .filter(group -> groups.get(group).contains(value))
                    .mapToObj(group -> selections[group])
                    .toArray(Selection[]::new);
        }
    }

    static ClassLocations of(short[] map, Labels labels) {
        List<List<Integer>> groups = new ArrayList<>(labels.regions());
        if (labels.ignore() != null) {
            List<Integer> annotated = new ArrayList<>(labels.all());
            annotated.add((int) NonzeroCrop.OUTSIDE);
            groups.add(annotated);
        }
        int largest = 0;
        for (short label : map) {
            largest = Math.max(largest, label);
        }
        LocationSampling sampling = new LocationSampling(groups, largest);
        sampling.count(map);
        sampling.select(map);
        List<int[]> voxels = new ArrayList<>();
        for (Selection selection : sampling.selections) {
            voxels.add(selection.kept);
        }
        int[] annotated = labels.ignore() == null ? new int[0] : voxels.remove(voxels.size() - 1);
        return new ClassLocations(labels.regions(), voxels, annotated);
    }

    private void count(short[] map) {
        int[] counts = new int[byLabel.length];
        for (short label : map) {
            counts[label + 1]++;
        }
        for (int i = 0; i < counts.length; i++) {
            for (Selection selection : byLabel[i]) {
                selection.remaining += counts[i];
            }
        }
        for (Selection selection : selections) {
            selection.kept = new int[kept(selection.remaining)];
        }
    }

    private static int kept(int total) {
        int share = (int) (((long) total + LARGEST_SHARE_INVERSE - 1) / LARGEST_SHARE_INVERSE);
        return Math.max(Math.min(ALWAYS_KEPT, total), share);
    }

    private void select(short[] map) {
        for (int index = 0; index < map.length; index++) {
            for (Selection selection : byLabel[map[index] + 1]) {
                selection.offer(index);
            }
        }
    }

    /** What is drawn of one class. */
    private static final class Selection {
        private final SplittableRandom random;
        private int remaining;
        private int[] kept = new int[0];
        private int count;

        Selection(long seed) {
            random = new SplittableRandom(seed);
        }

        void offer(int index) {
            int needed = kept.length - count;
            if (needed == remaining || random.nextInt(remaining) < needed) {
                kept[count++] = index;
            }
            remaining--;
        }
    }
}
