package org.decathlete.search.space;

import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * What is searched.
 *
 * @param parameters names differ; a parameter with a condition stands after the one it depends on
 */
public record SearchSpace(List<Parameter> parameters) {

    public SearchSpace {
        parameters = List.copyOf(parameters);
        Set<String> before = new HashSet<>();
        for (Parameter parameter : parameters) {
            Condition condition = parameter.condition();
            if (condition != null && !before.contains(condition.parent())) {
                throw new IllegalArgumentException(parameter.name() + " depends on " + condition.parent()
                        + ", which does not stand before it; put it there");
            }
            if (!before.add(parameter.name())) {
                throw new IllegalArgumentException("two parameters are named " + parameter.name() + "; rename one");
            }
        }
    }

    /** A space of these parameters. */
    public static SearchSpace of(Parameter... parameters) {
        return new SearchSpace(List.of(parameters));
    }

    /** Number of coordinates in the unit cube, active or not. */
    public int dimensions() {
        return parameters.stream().mapToInt(Parameter::dimensions).sum();
    }

    /** A configuration whose values are chosen one after the other, for those parameters only whose condition holds. */
    public Configuration assemble(Function<Parameter, Object> choice) {
        Map<String, Object> values = new LinkedHashMap<>();
        for (Parameter parameter : parameters) {
            if (active(parameter, values)) {
                values.put(parameter.name(), choice.apply(parameter));
            }
        }
        return new Configuration(new TreeMap<>(values));
    }

    /** Every value is alike. */
    public Configuration uniform(SplittableRandom random) {
        return assemble(parameter -> parameter.uniform().sample(random));
    }

    /** Drawn from what is believed. */
    public Configuration prior(SplittableRandom random) {
        return assemble(parameter -> parameter.prior().sample(random));
    }

    /** The centre of what is believed. */
    public Configuration typical() {
        return assemble(Parameter::typical);
    }

    /** What is believed, as a distribution of whole configurations. */
    public JointDistribution prior() {
        return new JointDistribution(this, Parameter::prior);
    }

    /** The same kind of belief around a configuration; the prior for parameters that have no value there. */
    public JointDistribution around(Configuration centre, Confidence confidence) {
        return new JointDistribution(
                this,
                parameter -> centre.has(parameter.name())
                        ? parameter.around(centre.value(parameter.name()), confidence)
                        : parameter.prior());
    }

    /**
     * The configuration at a point of the unit cube.
     *
     * @param point one coordinate within [0, 1] per dimension, in the order of the parameters
     * @param random draws the architectures, which have no coordinates
     */
    public Configuration decode(double[] point, SplittableRandom random) {
        Map<String, Double> coordinates = new LinkedHashMap<>();
        int next = 0;
        for (Parameter parameter : parameters) {
            if (parameter.dimensions() == 1) {
                coordinates.put(parameter.name(), point[next++]);
            }
        }
        return assemble(parameter -> {
            Double coordinate = coordinates.get(parameter.name());
            return coordinate == null ? parameter.uniform().sample(random) : parameter.decode(coordinate);
        });
    }

    /** The point of a configuration; coordinates of parameters without a value are 0.5. */
    public double[] encode(Configuration configuration) {
        return parameters.stream()
                .filter(parameter -> parameter.dimensions() == 1)
                .mapToDouble(parameter -> configuration.has(parameter.name())
                        ? parameter.encode(configuration.value(parameter.name()))
                        : 0.5)
                .toArray();
    }

    /** Throws an {@link IllegalArgumentException} that says what does not fit this space. */
    public void check(Configuration configuration) {
        Configuration seen = assemble(parameter -> {
            Object value = configuration.value(parameter.name());
            parameter.check(value);
            return value;
        });
        for (String name : configuration.values().keySet()) {
            if (!seen.has(name)) {
                throw new IllegalArgumentException(
                        name + " is unknown to this space or has no value under its condition; leave it out");
            }
        }
    }

    private static boolean active(Parameter parameter, Map<String, Object> values) {
        Condition condition = parameter.condition();
        if (condition == null) {
            return true;
        }
        Object parent = values.get(condition.parent());
        return parent != null && condition.holds(parent);
    }
}
