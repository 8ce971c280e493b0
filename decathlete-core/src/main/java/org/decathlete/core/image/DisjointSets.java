package org.decathlete.core.image;

/** Sets of numbers 0 … n - 1 that are united step by step (union-find); the least number stands for its set. */
final class DisjointSets {
    private final int[] parents;

    DisjointSets(int size) {
        parents = new int[size];
        for (int i = 0; i < size; i++) {
            parents[i] = i;
        }
    }

    /** Makes one set of those of {@code a} and {@code b}. */
    void unite(int a, int b) {
        int first = root(a);
        int second = root(b);
        if (first < second) {
            parents[second] = first;
        } else {
            parents[first] = second;
        }
    }

    /** Number of sets. */
    int count() {
        int count = 0;
        for (int i = 0; i < parents.length; i++) {
            count += parents[i] == i ? 1 : 0;
        }
        return count;
    }

    /** For each number that of its set; sets are numbered from 0 in the order of their least numbers. */
    int[] numbered() {
        int[] numbers = new int[parents.length];
        int count = 0;
        for (int i = 0; i < parents.length; i++) {
            int root = root(i);
            numbers[i] = root == i ? count++ : numbers[root];
        }
        return numbers;
    }

    private int root(int number) {
        int at = number;
        while (parents[at] != at) {
            parents[at] = parents[parents[at]];
            at = parents[at];
        }
        return at;
    }
}
