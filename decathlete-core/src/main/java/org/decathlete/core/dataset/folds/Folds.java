package org.decathlete.core.dataset.folds;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.decathlete.core.dataset.Dataset;
import org.decathlete.core.run.DecathleteException;

/** Cross-validation as nnU-Net splits: scikit-learn's shuffled KFold with seed 12345 over the sorted names. */
public final class Folds {
    private static final int SEED = 12345;

    private Folds() {}

    /**
     * One split per fold; every case is validated on in exactly one of them.
     *
     * @param sortedIds names of the cases, sorted as {@link Dataset#ids()} gives them
     * @param folds number of folds, at least 2
     * @throws DecathleteException of kind DATA when there are fewer cases than folds
     */
    public static List<Split> of(List<String> sortedIds, int folds) {
        if (folds < 2) {
            throw DecathleteException.usage("cross-validation needs at least 2 folds, not " + folds);
        }
        int count = sortedIds.size();
        if (count < folds) {
            throw DecathleteException.data(
                    count + " cases cannot be split into " + folds + " folds; add cases or ask for fewer folds");
        }
        int[] shuffled = new LegacyRandom(SEED).permutation(count);
        List<Split> splits = new ArrayList<>();
        int start = 0;
        for (int fold = 0; fold < folds; fold++) {
            int end = start + count / folds + (fold < count % folds ? 1 : 0);
            boolean[] validated = marks(count, Arrays.copyOfRange(shuffled, start, end));
            splits.add(new Split(pick(sortedIds, validated, false), pick(sortedIds, validated, true)));
            start = end;
        }
        return List.copyOf(splits);
    }

    /**
     * The random 80:20 split that nnU-Net uses for a fold number beyond the splits file. The training cases stand in the order
     * in which they were drawn.
     *
     * @param fold the fold number, which makes the seed
     */
    public static Split random(List<String> sortedIds, int fold) {
        int count = sortedIds.size();
        int[] drawn = new LegacyRandom(SEED + fold).choiceWithoutReplacement(count, (int) (count * 0.8));
        List<String> train = Arrays.stream(drawn).mapToObj(sortedIds::get).toList();
        return new Split(train, pick(sortedIds, marks(count, drawn), false));
    }

    private static boolean[] marks(int count, int[] indices) {
        boolean[] marked = new boolean[count];
        for (int index : indices) {
            marked[index] = true;
        }
        return marked;
    }

    private static List<String> pick(List<String> ids, boolean[] marked, boolean wanted) {
        return IntStream.range(0, marked.length)
                .filter(index -> marked[index] == wanted)
                .mapToObj(ids::get)
                .toList();
    }
}
