package org.decathlete.core.plan;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/** Values per axis: their order, their product, and how people read them. */
final class Axes {

    private Axes() {}

    /** {@code values[forward[k]]} at k. */
    static double[] transpose(double[] values, List<Integer> forward) {
        return forward.stream().mapToDouble(axis -> values[axis]).toArray();
    }

    static List<Integer> inverse(List<Integer> forward) {
        return IntStream.range(0, forward.size()).map(forward::indexOf).boxed().toList();
    }

    static double[] withoutFirst(double[] values) {
        return Arrays.copyOfRange(values, 1, values.length);
    }

    static double product(double[] values) {
        return Arrays.stream(values).reduce(1, (a, b) -> a * b);
    }

    static double product(int[] values) {
        return Arrays.stream(values).asDoubleStream().reduce(1, (a, b) -> a * b);
    }

    /** Index of the largest value, the first of equals. */
    static int largest(double[] values) {
        int best = 0;
        for (int axis = 1; axis < values.length; axis++) {
            if (values[axis] > values[best]) {
                best = axis;
            }
        }
        return best;
    }

    static List<Double> list(double[] values) {
        return Arrays.stream(values).boxed().toList();
    }

    static List<Integer> list(int[] values) {
        return Arrays.stream(values).boxed().toList();
    }

    /** Such as {@code 5 × 0.793 × 0.793}. */
    static String text(double[] values) {
        return DoubleStream.of(values).mapToObj(Axes::text).collect(Collectors.joining(" × "));
    }

    /** Such as {@code 40 × 56 × 40}. */
    static String text(int[] values) {
        return IntStream.of(values).mapToObj(String::valueOf).collect(Collectors.joining(" × "));
    }

    private static String text(double value) {
        String rounded = String.valueOf(Math.rint(value * 1000) / 1000);
        return rounded.endsWith(".0") ? rounded.substring(0, rounded.length() - 2) : rounded;
    }
}
