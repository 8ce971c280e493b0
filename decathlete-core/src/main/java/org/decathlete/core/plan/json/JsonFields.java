package org.decathlete.core.plan.json;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.Function;
import org.decathlete.core.run.DecathleteException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** Reads the fields of one JSON object and says which file, field and value is wrong. */
final class JsonFields {
    private final String where;
    private final JsonNode object;

    /**
     * The fields of an object.
     *
     * @param where the file, and inside it the object, for messages
     */
    JsonFields(String where, JsonNode object) {
        this.where = where;
        this.object = object;
        if (!object.isObject()) {
            throw DecathleteException.data(where + " should be a JSON object");
        }
    }

    JsonFields child(String name) {
        return new JsonFields(where + " → \"" + name + "\"", required(name));
    }

    /** The object in a field; one without fields where there is none, or null. */
    JsonFields childOrEmpty(String name) {
        return has(name)
                ? child(name)
                : new JsonFields(where + " → \"" + name + "\"", JsonNodeFactory.instance.objectNode());
    }

    List<String> names() {
        return object.properties().stream().map(Map.Entry::getKey).toList();
    }

    boolean has(String name) {
        return object.hasNonNull(name);
    }

    /**
     * Refuses what would otherwise be dropped in silence: fields that nobody reads, unless they say no more than the default.
     *
     * @param read names that are read
     * @param defaults of names that are known but can only have this value: texts, booleans or numbers
     */
    void requireNothingBeyond(Collection<String> read, Map<String, ?> defaults) {
        for (String name : names()) {
            Object standard = defaults.get(name);
            if (read.contains(name) || !has(name) || (standard != null && isSame(object.get(name), standard))) {
                continue;
            }
            throw standard == null
                    ? DecathleteException.data(where + " has a field \"" + name + "\" with the value "
                            + object.get(name) + ", which is not supported here; supported are "
                            + String.join(", ", new TreeSet<>(read)))
                    : wrong(name, standard + " (all that is supported here)");
        }
    }

    private static boolean isSame(JsonNode value, Object standard) {
        return standard instanceof Number number
                ? value.isNumber() && value.doubleValue() == number.doubleValue()
                : value.asString("").equals(standard.toString());
    }

    JsonNode required(String name) {
        if (!object.has(name)) {
            throw DecathleteException.data(where + " has no field \"" + name + "\"");
        }
        return object.get(name);
    }

    String text(String name) {
        return text(name, required(name));
    }

    boolean flag(String name) {
        return flag(name, required(name));
    }

    int integer(String name) {
        return integer(name, required(name));
    }

    double number(String name) {
        return number(name, required(name));
    }

    List<Integer> integers(String name) {
        return list(name, required(name), node -> integer(name, node));
    }

    List<Double> numbers(String name) {
        return list(name, required(name), node -> number(name, node));
    }

    List<String> texts(String name) {
        return list(name, required(name), node -> text(name, node));
    }

    List<Boolean> flags(String name) {
        return list(name, required(name), node -> flag(name, node));
    }

    /** A list with one entry per stage; a single value stands for all of them. */
    List<Integer> perStage(String name, int stages) {
        JsonNode node = required(name);
        return node.isArray()
                ? counted(name, integers(name), stages)
                : Collections.nCopies(stages, integer(name, node));
    }

    /** A list of lists, one per stage; a number in it stands for all axes, and a number alone for all stages too. */
    List<List<Integer>> perStageAndAxis(String name, int stages, int dimensions) {
        if (required(name).isNumber()) {
            return Collections.nCopies(stages, Collections.nCopies(dimensions, integer(name)));
        }
        List<List<Integer>> values = list(
                name,
                required(name),
                node -> node.isArray()
                        ? list(name, node, axis -> integer(name, axis))
                        : Collections.nCopies(dimensions, integer(name, node)));
        return counted(name, values, stages);
    }

    private <T> List<T> counted(String name, List<T> values, int count) {
        if (values.size() != count) {
            throw wrong(name, "a list of " + count + " entries");
        }
        return values;
    }

    DecathleteException wrong(String name, String expected) {
        return wrong(name, object.path(name), expected);
    }

    private <T> List<T> list(String name, JsonNode node, Function<JsonNode, T> element) {
        if (!node.isArray()) {
            throw wrong(name, node, "a list");
        }
        List<T> result = new ArrayList<>();
        for (JsonNode entry : node) {
            result.add(element.apply(entry));
        }
        return result;
    }

    private String text(String name, JsonNode node) {
        if (!node.isString()) {
            throw wrong(name, node, "a text");
        }
        return node.stringValue();
    }

    private boolean flag(String name, JsonNode node) {
        if (!node.isBoolean()) {
            throw wrong(name, node, "true or false");
        }
        return node.booleanValue();
    }

    private int integer(String name, JsonNode node) {
        if (!node.isNumber() || node.doubleValue() != Math.rint(node.doubleValue()) || !node.canConvertToInt()) {
            throw wrong(name, node, "a whole number");
        }
        return node.intValue();
    }

    private double number(String name, JsonNode node) {
        if (!node.isNumber() || !Double.isFinite(node.doubleValue())) {
            throw wrong(name, node, "a number");
        }
        return node.doubleValue();
    }

    private DecathleteException wrong(String name, JsonNode value, String expected) {
        return DecathleteException.data(
                where + " has " + value + " in field \"" + name + "\", where " + expected + " is needed");
    }
}
