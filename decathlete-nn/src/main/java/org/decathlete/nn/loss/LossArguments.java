package org.decathlete.nn.loss;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.TreeSet;
import org.decathlete.core.candidate.LossRecipe;
import org.decathlete.core.run.DecathleteException;

/** Reads the further arguments of a loss in a candidate, and says which of them is wrong. */
final class LossArguments {
    private final String loss;
    private final Map<String, Object> values;

    /**
     * @param known names that the loss takes
     * @throws DecathleteException of kind DATA where the recipe names another
     */
    LossArguments(LossRecipe recipe, Set<String> known) {
        this.loss = recipe.name();
        Map<String, Object> given = recipe.arguments();
        this.values = given == null ? Map.of() : given;
        Set<String> unknown = new TreeSet<>(values.keySet());
        unknown.removeAll(known);
        if (!unknown.isEmpty()) {
            throw DecathleteException.data("loss \"" + loss + "\" of the candidate takes no argument "
                    + String.join(", ", unknown) + "; it takes " + String.join(", ", new TreeSet<>(known)));
        }
    }

    double number(String name, double otherwise) {
        return optionalNumber(name).orElse(otherwise);
    }

    OptionalDouble optionalNumber(String name) {
        Object value = values.get(name);
        if (value == null) {
            return OptionalDouble.empty();
        }
        if (value instanceof Double number) {
            return OptionalDouble.of(number);
        }
        throw wrong(name, "a number");
    }

    boolean flag(String name, boolean otherwise) {
        Object value = values.get(name);
        if (value == null) {
            return otherwise;
        }
        if (value instanceof Boolean flag) {
            return flag;
        }
        throw wrong(name, "true or false");
    }

    /** Empty where there is none. */
    List<Double> numbers(String name) {
        Object value = values.get(name);
        if (value == null) {
            return List.of();
        }
        List<Double> numbers = new ArrayList<>();
        for (Object one : value instanceof List<?> list ? list : List.of(value)) {
            if (!(one instanceof Double number)) {
                throw wrong(name, "a number or a list of numbers");
            }
            numbers.add(number);
        }
        return numbers;
    }

    private DecathleteException wrong(String name, String expected) {
        return DecathleteException.data("loss \"" + loss + "\" of the candidate has " + values.get(name)
                + " as its argument " + name + ", where " + expected + " is needed");
    }
}
