package org.decathlete.core.plan;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import tools.jackson.databind.JsonNode;

/** Compares two JSON trees field by field and names every place where they differ; fractions may differ by 1e-12 of their size. */
final class JsonEquality {
    private static final double TOLERANCE = 1e-12;

    private final List<String> differences = new ArrayList<>();

    static List<String> differences(JsonNode actual, JsonNode expected) {
        JsonEquality equality = new JsonEquality();
        equality.compare("", actual, expected);
        return equality.differences;
    }

    private void compare(String place, JsonNode actual, JsonNode expected) {
        if (actual.isObject() && expected.isObject()) {
            TreeSet<String> names = new TreeSet<>();
            actual.properties().forEach(field -> names.add(field.getKey()));
            expected.properties().forEach(field -> names.add(field.getKey()));
            names.forEach(name -> compare(place + "/" + name, actual.path(name), expected.path(name)));
        } else if (actual.isArray() && expected.isArray() && actual.size() == expected.size()) {
            for (int i = 0; i < actual.size(); i++) {
                compare(place + "/" + i, actual.get(i), expected.get(i));
            }
        } else if (!same(actual, expected)) {
            differences.add(place + " is " + actual + ", expected " + expected);
        }
    }

    private static boolean same(JsonNode actual, JsonNode expected) {
        if (actual.isFloatingPointNumber() && expected.isFloatingPointNumber()) {
            double wanted = expected.doubleValue();
            return Math.abs(actual.doubleValue() - wanted) <= TOLERANCE * Math.abs(wanted);
        }
        if (actual.isIntegralNumber() && expected.isIntegralNumber()) {
            return actual.longValue() == expected.longValue();
        }
        return actual.equals(expected);
    }
}
