package org.decathlete.app.tune.portfolio;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.decathlete.search.space.CategoricalParameter;
import org.decathlete.search.space.Configuration;
import org.decathlete.search.space.ConstantParameter;
import org.decathlete.search.space.IntegerParameter;
import org.decathlete.search.space.Parameter;
import org.decathlete.search.space.RealParameter;
import org.decathlete.search.space.SearchSpace;

/**
 * The configuration of a space that comes nearest to wanted values.
 *
 * @param configuration a member of the space
 * @param lost per wanted value that is not in it as it was wanted, what became of it
 */
record Nearest(Configuration configuration, List<String> lost) {

    Nearest {
        lost = List.copyOf(lost);
    }

    /**
     * Numbers go to the nearer end of their range, choices that are not there and parameters that are not wanted to what the space believes
     * in. What a condition leaves no place for is without effect, and not lost.
     */
    static Nearest of(SearchSpace space, Map<String, Object> wanted) {
        List<String> lost = new ArrayList<>();
        Map<String, Object> unknown = new TreeMap<>(wanted);
        space.parameters().forEach(parameter -> unknown.remove(parameter.name()));
        unknown.forEach((name, value) -> lost.add(name + " " + value + " has no place here"));
        Configuration configuration = space.assemble(parameter -> {
            Object value = wanted.get(parameter.name());
            if (value == null) {
                return parameter.typical();
            }
            Object near = near(parameter, value);
            if (!same(near, value)) {
                lost.add(parameter.name() + " " + value + " became " + near);
            }
            return near;
        });
        return new Nearest(configuration, lost);
    }

    private static Object near(Parameter parameter, Object value) {
        if (parameter instanceof RealParameter real && value instanceof Number number) {
            return Math.max(real.low(), Math.min(real.high(), number.doubleValue()));
        }
        if (parameter instanceof IntegerParameter integer && value instanceof Number number) {
            return Math.max(integer.low(), Math.min(integer.high(), number.intValue()));
        }
        if (parameter instanceof CategoricalParameter categorical
                && !categorical.choices().contains(value.toString())) {
            return parameter.typical();
        }
        return parameter instanceof ConstantParameter ? parameter.typical() : value;
    }

    private static boolean same(Object one, Object other) {
        return (one instanceof Number number && other instanceof Number wanted)
                ? number.doubleValue() == wanted.doubleValue()
                : one.equals(other);
    }
}
