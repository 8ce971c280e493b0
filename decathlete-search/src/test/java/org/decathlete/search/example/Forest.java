package org.decathlete.search.example;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/**
 * A random forest (Breiman 2001), to have something to tune.
 *
 * @param trees how many vote
 * @param depth of each, at most
 * @param features share of the features that each split looks at
 * @param criterion by which splits are judged: {@code gini} or {@code entropy}
 * @param rows share of the rows that each tree sees, drawn with replacement; 1 for all rows as they are
 */
record Forest(int trees, int depth, double features, String criterion, double rows) {

    /** Rows of numbers and the class of each, 0 or 1. */
    record Data(double[][] values, int[] classes) {}

    /** A node; a leaf where the feature is negative. */
    private record Node(int feature, double threshold, double share, List<Node> children) {
        double share(double[] values) {
            return feature < 0
                    ? share
                    : children.get(values[feature] < threshold ? 0 : 1).share(values);
        }
    }

    /** Share of the rows that forests get wrong which learned from the other folds. */
    double crossValidate(Data data, int folds) {
        int wrong = 0;
        for (int fold = 0; fold < folds; fold++) {
            List<Integer> others = new ArrayList<>();
            for (int i = 0; i < data.classes().length; i++) {
                if (i % folds != fold) {
                    others.add(i);
                }
            }
            List<Node> grown = grow(data, others, new SplittableRandom(fold));
            for (int i = fold; i < data.classes().length; i += folds) {
                double[] values = data.values()[i];
                double mean = grown.stream()
                        .mapToDouble(tree -> tree.share(values))
                        .average()
                        .orElseThrow();
                wrong += (mean > 0.5 ? 1 : 0) == data.classes()[i] ? 0 : 1;
            }
        }
        return wrong / (double) data.classes().length;
    }

    private List<Node> grow(Data data, List<Integer> known, SplittableRandom random) {
        List<Node> grown = new ArrayList<>();
        for (int tree = 0; tree < trees; tree++) {
            List<Integer> drawn = known;
            if (rows < 1) {
                drawn = random.ints(Math.max(1, (long) (rows * known.size())), 0, known.size())
                        .mapToObj(known::get)
                        .toList();
            }
            grown.add(split(data, drawn, depth, random));
        }
        return grown;
    }

    private Node split(Data data, List<Integer> seen, int left, SplittableRandom random) {
        double share = seen.stream().mapToInt(i -> data.classes()[i]).average().orElse(0.5);
        Node best = new Node(-1, 0, share, List.of());
        if (left == 0 || impurity(share) == 0) {
            return best;
        }
        double lowest = Double.POSITIVE_INFINITY;
        int count = data.values()[0].length;
        for (int look = 0; look < Math.max(1, Math.round(features * count)); look++) {
            int feature = random.nextInt(count);
            double threshold = data.values()[seen.get(random.nextInt(seen.size()))][feature];
            double[] ones = new double[2];
            double[] all = new double[2];
            for (int i : seen) {
                int side = data.values()[i][feature] < threshold ? 0 : 1;
                ones[side] += data.classes()[i];
                all[side]++;
            }
            if (all[0] > 0) {
                double value = all[0] * impurity(ones[0] / all[0]) + all[1] * impurity(ones[1] / all[1]);
                if (value < lowest) {
                    lowest = value;
                    best = new Node(feature, threshold, share, List.of());
                }
            }
        }
        return best.feature() < 0 ? best : grown(data, seen, best, left, random);
    }

    private Node grown(Data data, List<Integer> seen, Node node, int left, SplittableRandom random) {
        List<List<Integer>> sides = Arrays.asList(new ArrayList<>(), new ArrayList<>());
        seen.forEach(i -> sides.get(data.values()[i][node.feature()] < node.threshold() ? 0 : 1)
                .add(i));
        List<Node> children =
                sides.stream().map(side -> split(data, side, left - 1, random)).toList();
        return new Node(node.feature(), node.threshold(), node.share(), children);
    }

    private double impurity(double share) {
        if (criterion.equals("gini")) {
            return 2 * share * (1 - share);
        }
        return share == 0 || share == 1 ? 0 : -share * Math.log(share) - (1 - share) * Math.log(1 - share);
    }
}
