package org.decathlete.core.dataset.folds;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.decathlete.core.run.DecathleteException;

/**
 * Folds that keep groups of cases together and have equal shares of strata. Groups are dealt one by one, those that weigh most
 * first, each to the fold that comes out most like the others (as scikit-learn's StratifiedGroupKFold does, with several strata at
 * a time). Which of equal groups comes first is drawn with nnU-Net's seed.
 */
final class BalancedFolds {
    private static final int SEED = 12345;

    private final List<String> sortedIds;
    private final int folds;
    private final double[] totals;
    private final double[][] sums;
    private final int[] sizes;

    private BalancedFolds(List<String> sortedIds, int folds, double[] totals) {
        this.sortedIds = sortedIds;
        this.folds = folds;
        this.totals = totals;
        this.sums = new double[folds][totals.length];
        this.sizes = new int[folds];
    }

    /** Cases that go together. */
    private record Group(List<String> ids, double[] features, double weight) {}

    /**
     * One split per fold.
     *
     * @throws DecathleteException of kind DATA when there are fewer groups than folds
     */
    static List<Split> of(List<String> sortedIds, CaseGroups groups, Strata strata, int folds) {
        Map<String, List<String>> members = new LinkedHashMap<>();
        sortedIds.forEach(id -> members.computeIfAbsent(groups.of(id), group -> new ArrayList<>())
                .add(id));
        if (members.size() < folds) {
            throw DecathleteException.data(members.size() + " groups of cases cannot be split into " + folds
                    + " folds; use smaller groups or more data");
        }
        double[] totals = sum(sortedIds, strata);
        BalancedFolds balanced = new BalancedFolds(sortedIds, folds, totals);
        return balanced.split(balanced.ordered(List.copyOf(members.values()), strata));
    }

    private List<Split> split(List<Group> groups) {
        Map<String, Integer> foldOf = new LinkedHashMap<>();
        for (Group group : groups) {
            int fold = choose(group);
            sizes[fold] += group.ids().size();
            add(sums[fold], group.features());
            group.ids().forEach(id -> foldOf.put(id, fold));
        }
        return IntStream.range(0, folds)
                .mapToObj(fold -> new Split(
                        sortedIds.stream()
                                .filter(id -> !Integer.valueOf(fold).equals(foldOf.get(id)))
                                .toList(),
                        sortedIds.stream()
                                .filter(id -> Integer.valueOf(fold).equals(foldOf.get(id)))
                                .toList()))
                .toList();
    }

    private List<Group> ordered(List<List<String>> members, Strata strata) {
        int[] shuffled = new LegacyRandom(SEED).permutation(members.size());
        return Arrays.stream(shuffled)
                .mapToObj(members::get)
                .map(ids -> {
                    double[] features = sum(ids, strata);
                    return new Group(ids, features, weight(features));
                })
                .sorted(Comparator.comparingDouble(Group::weight).reversed())
                .toList();
    }

    /** The fold that is least unlike the others with this group; of those that have room, where one has. */
    private int choose(Group group) {
        int best = -1;
        double least = Double.POSITIVE_INFINITY;
        boolean roomy = IntStream.range(0, folds).anyMatch(fold -> hasRoom(fold, group));
        for (int fold = 0; fold < folds; fold++) {
            double cost = cost(fold, group);
            boolean better = cost < least || (cost == least && sizes[fold] < sizes[best]);
            if ((!roomy || hasRoom(fold, group)) && better) {
                best = fold;
                least = cost;
            }
        }
        return best;
    }

    /** Folds have n / k cases, and n mod k of them one more, where groups allow it. */
    private boolean hasRoom(int fold, Group group) {
        int even = sortedIds.size() / folds;
        int size = sizes[fold] + group.ids().size();
        long larger = Arrays.stream(sizes).filter(other -> other > even).count();
        return size <= even || (size == even + 1 && larger < sortedIds.size() % folds);
    }

    /** How much the fold's shares of all strata together rise above even shares with this group. */
    private double cost(int fold, Group group) {
        double cost = 0;
        for (int i = 0; i < totals.length; i++) {
            if (totals[i] > 0) {
                double before = sums[fold][i] / totals[i];
                double after = before + group.features()[i] / totals[i];
                cost += after * after - before * before;
            }
        }
        return cost;
    }

    private double weight(double[] features) {
        double weight = 0;
        for (int i = 0; i < features.length; i++) {
            weight += totals[i] > 0 ? features[i] / totals[i] : 0;
        }
        return weight;
    }

    /** The number of cases and of those in each stratum. */
    private static double[] sum(List<String> ids, Strata strata) {
        double[] sum = new double[1 + strata.count()];
        for (String id : ids) {
            double[] one = strata.of(id);
            sum[0]++;
            for (int i = 0; i < one.length; i++) {
                sum[1 + i] += one[i];
            }
        }
        return sum;
    }

    private static void add(double[] sum, double[] values) {
        for (int i = 0; i < sum.length; i++) {
            sum[i] += values[i];
        }
    }
}
