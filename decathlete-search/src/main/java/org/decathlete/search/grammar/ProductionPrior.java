package org.decathlete.search.grammar;

import java.util.Arrays;
import java.util.List;
import org.decathlete.search.statistics.TruncatedNormal;

/** What is believed about a non-terminal's productions before anything was tried. */
public sealed interface ProductionPrior {

    /** Probabilities of {@code count} productions, adding up to 1. */
    double[] probabilities(int count);

    /** The same kind of belief around another production. */
    ProductionPrior around(int choice, double width, double weight);

    /** All are alike. */
    record Even() implements ProductionPrior {
        @Override
        public double[] probabilities(int count) {
            return normalized(filled(count, 1));
        }

        @Override
        public ProductionPrior around(int choice, double width, double weight) {
            return new Preferred(choice, weight);
        }
    }

    /**
     * One is likelier than the others, which are alike.
     *
     * @param choice the likelier production, from 0
     * @param weight its weight where every other has 1
     */
    record Preferred(int choice, double weight) implements ProductionPrior {
        @Override
        public double[] probabilities(int count) {
            double[] weights = filled(count, 1);
            weights[choice] = weight;
            return normalized(weights);
        }

        @Override
        public ProductionPrior around(int other, double width, double newWeight) {
            return new Preferred(other, newWeight);
        }
    }

    /**
     * The productions have an order, and the nearer one stands to a centre the likelier it is: a normal distribution, truncated
     * half a step beyond the ends and summed up over each step.
     *
     * @param choice the centre, from 0
     * @param width standard deviation as a share of the distance between the first and the last
     */
    record Near(int choice, double width) implements ProductionPrior {
        @Override
        public double[] probabilities(int count) {
            if (count == 1) {
                return new double[] {1};
            }
            TruncatedNormal normal = new TruncatedNormal((choice + 0.5) / count, width * (count - 1) / count);
            double[] probabilities = new double[count];
            Arrays.setAll(probabilities, i -> normal.probability(i / (double) count, (i + 1) / (double) count));
            return normalized(probabilities);
        }

        @Override
        public ProductionPrior around(int other, double newWidth, double weight) {
            return new Near(other, newWidth);
        }
    }

    /**
     * Each has a weight of its own.
     *
     * @param weights one per production, none negative
     */
    record Weighted(List<Double> weights) implements ProductionPrior {
        public Weighted {
            weights = List.copyOf(weights);
        }

        @Override
        public double[] probabilities(int count) {
            if (weights.size() != count) {
                throw new IllegalArgumentException(weights.size() + " weights for " + count + " productions");
            }
            return normalized(weights.stream().mapToDouble(Double::doubleValue).toArray());
        }

        @Override
        public ProductionPrior around(int choice, double width, double weight) {
            return new Preferred(choice, weight);
        }
    }

    private static double[] filled(int count, double value) {
        double[] values = new double[count];
        Arrays.fill(values, value);
        return values;
    }

    private static double[] normalized(double[] weights) {
        double sum = Arrays.stream(weights).sum();
        return Arrays.stream(weights).map(weight -> weight / sum).toArray();
    }
}
