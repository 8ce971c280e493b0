package org.decathlete.search.bench;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.function.Function;
import java.util.stream.LongStream;
import org.decathlete.search.sampler.LocalSearch;
import org.decathlete.search.sampler.ModelPhase;
import org.decathlete.search.sampler.PriorBand;
import org.decathlete.search.sampler.RandomSampler;
import org.decathlete.search.sampler.Sampler;
import org.decathlete.search.schedule.FullBudget;
import org.decathlete.search.schedule.Hyperband;
import org.decathlete.search.schedule.Scheduler;
import org.decathlete.search.space.Confidence;
import org.decathlete.search.space.Parameter;
import org.decathlete.search.space.SearchSpace;
import org.decathlete.search.study.Study;
import org.decathlete.search.study.StudySettings;
import org.decathlete.search.trial.Objective;
import org.decathlete.search.trial.Outcome;
import org.decathlete.search.trial.Trial;

/**
 * Regret of the best configuration seen at the full budget, after some multiples of it were spent, over many seeds: uniform search,
 * Hyperband, and PriorBand with a good and with a misleading prior.
 */
final class HartmannBench {
    static final double[] BUDGETS = {4, 8, 12, 24, 36};
    private static final int POINTS_FOR_THE_WORST = 100;
    private static final double GOOD = 0.05;

    /** Where the prior lies. */
    enum Prior {
        NONE,
        GOOD,
        BAD
    }

    private final Hartmann function;

    HartmannBench(Hartmann function) {
        this.function = function;
    }

    /** Regrets after each of {@link #BUDGETS} full budgets, promoted trials paying only for what they add. */
    double[] regrets(Scheduler scheduler, Sampler sampler, Prior prior, long seed) {
        return regrets(settings(scheduler, sampler, prior, seed));
    }

    /** The same where the centre of the prior is tried first, at the full budget. */
    double[] regretsFromCentre(Scheduler scheduler, Sampler sampler, Prior prior, long seed) {
        StudySettings settings = settings(scheduler, sampler, prior, seed);
        return regrets(settings.startingWith(List.of(settings.space().typical())));
    }

    private StudySettings settings(Scheduler scheduler, Sampler sampler, Prior prior, long seed) {
        return StudySettings.of(space(prior, seed), scheduler, Objective.minimize("loss"))
                .with(sampler)
                .seeded(seed);
    }

    private double[] regrets(StudySettings settings) {
        Study study = new Study(settings);
        double[] regrets = new double[BUDGETS.length];
        List<Double> budgets = new ArrayList<>();
        double spent = 0;
        double seen = Double.POSITIVE_INFINITY;
        double best = Double.POSITIVE_INFINITY;
        int next = 0;
        while (next < BUDGETS.length) {
            Trial trial = study.ask().orElseThrow();
            Integer parent = trial.parent();
            budgets.add(trial.budget());
            spent += trial.budget() - (parent == null ? 0 : budgets.get(parent));
            // What is not finished within a budget does not count for it.
            while (next < BUDGETS.length && spent > BUDGETS[next] * Hartmann.FULL + 1e-6) {
                regrets[next++] = best - function.least();
            }
            double[] x = Hartmann.point(trial.configuration(), function.dimensions());
            double loss = function.value(x, trial.budget(), settings.seed());
            study.tell(trial.id(), Outcome.of("loss", loss));
            // The incumbent is the lowest loss seen at any budget; its regret is that of the function without bias and
            // noise.
            if (loss < seen) {
                seen = loss;
                best = function.value(x);
            }
        }
        return regrets;
    }

    private SearchSpace space(Prior prior, long seed) {
        SplittableRandom random = new SplittableRandom(seed ^ 0x5DEECE66DL);
        double[] centre = prior == Prior.BAD ? worst(random) : perturbed(random);
        return new SearchSpace(LongStream.range(0, function.dimensions())
                .mapToObj(i -> prior == Prior.NONE
                        ? (Parameter) Parameter.real("x" + i, 0, 1)
                        : Parameter.real("x" + i, 0, 1).believed(centre[(int) i], Confidence.MEDIUM))
                .toList());
    }

    private double[] perturbed(SplittableRandom random) {
        return Arrays.stream(function.optimum())
                .map(x -> Math.max(0, Math.min(1, x + GOOD * random.nextGaussian())))
                .toArray();
    }

    private double[] worst(SplittableRandom random) {
        double[] worst = random.doubles(function.dimensions()).toArray();
        for (int i = 1; i < POINTS_FOR_THE_WORST; i++) {
            double[] point = random.doubles(function.dimensions()).toArray();
            worst = function.value(point) > function.value(worst) ? point : worst;
        }
        return worst;
    }

    /** Prints a table per function; the argument is the number of seeds. */
    public static void main(String[] arguments) {
        int seeds = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 50;
        Hyperband hyperband = Hyperband.of(Hartmann.SMALLEST, Hartmann.FULL, 3).repeated(20);
        for (Hartmann function : new Hartmann[] {Hartmann.OF_3, Hartmann.OF_6}) {
            HartmannBench bench = new HartmannBench(function);
            System.out.printf(
                    Locale.ROOT,
                    "Hartmann %d, regret after %s full budgets, mean of %d seeds and 95 %% interval%n",
                    function.dimensions(),
                    Arrays.toString(BUDGETS),
                    seeds);
            print(
                    "random, full budget",
                    seeds,
                    seed -> bench.regrets(new FullBudget(Hartmann.FULL, 1000), new RandomSampler(), Prior.NONE, seed));
            print("Hyperband", seeds, seed -> bench.regrets(hyperband, new RandomSampler(), Prior.NONE, seed));
            print(
                    "published, good prior",
                    seeds,
                    seed -> bench.regrets(hyperband, PriorBand.published(), Prior.GOOD, seed));
            print(
                    "published, bad prior",
                    seeds,
                    seed -> bench.regrets(hyperband, PriorBand.published(), Prior.BAD, seed));
            print("PriorBand, good prior", seeds, seed -> bench.regrets(hyperband, new PriorBand(), Prior.GOOD, seed));
            print("PriorBand, bad prior", seeds, seed -> bench.regrets(hyperband, new PriorBand(), Prior.BAD, seed));
            ModelPhase phase = ModelPhase.after(new PriorBand());
            print("model phase, good prior", seeds, seed -> bench.regrets(hyperband, phase, Prior.GOOD, seed));
            print("model phase, bad prior", seeds, seed -> bench.regrets(hyperband, phase, Prior.BAD, seed));
            for (Prior prior : new Prior[] {Prior.GOOD, Prior.BAD}) {
                String centre = ", " + prior.name().toLowerCase(Locale.ROOT) + " centre first";
                print(
                        "PriorBand" + centre,
                        seeds,
                        seed -> bench.regretsFromCentre(hyperband, new PriorBand(), prior, seed));
                print(
                        "local search" + centre,
                        seeds,
                        seed -> bench.regretsFromCentre(hyperband, LocalSearch.beside(new PriorBand()), prior, seed));
            }
        }
    }

    private static void print(String name, int seeds, Function<Long, double[]> run) {
        double[][] regrets = LongStream.range(0, seeds).mapToObj(run::apply).toArray(double[][]::new);
        StringBuilder line = new StringBuilder(String.format(Locale.ROOT, "  %-32s", name));
        for (int k = 0; k < BUDGETS.length; k++) {
            int column = k;
            double[] values =
                    Arrays.stream(regrets).mapToDouble(row -> row[column]).toArray();
            double mean = Arrays.stream(values).average().orElse(Double.NaN);
            double variance =
                    Arrays.stream(values).map(v -> (v - mean) * (v - mean)).sum() / Math.max(1, seeds - 1);
            line.append(String.format(Locale.ROOT, "  %.3f ± %.3f", mean, 1.96 * Math.sqrt(variance / seeds)));
        }
        System.out.println(line);
    }
}
