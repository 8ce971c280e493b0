package org.decathlete.search.space;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import tools.jackson.core.JacksonException;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/**
 * One point of a search space: a value for every parameter that has one here.
 *
 * @param values by the parameters' names, sorted; a {@link Double}, an {@link Integer} or a {@link String} each
 */
public record Configuration(@JsonValue SortedMap<String, Object> values) {
    private static final JsonMapper MAPPER = new JsonMapper();

    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public Configuration {
        values.forEach((name, value) -> {
            boolean number = value instanceof Integer || (value instanceof Double real && Double.isFinite(real));
            if (!number && !(value instanceof String)) {
                throw new IllegalArgumentException(
                        name + ": " + value + " is neither a finite real number nor a whole number nor a text");
            }
        });
        values = Collections.unmodifiableSortedMap(new TreeMap<>(values));
    }

    /** Of values in any order. */
    public static Configuration of(Map<String, Object> values) {
        return new Configuration(new TreeMap<>(values));
    }

    /** Reads what {@link #json()} writes. */
    public static Configuration parse(String json) {
        try {
            return new Configuration(MAPPER.readValue(json, new TypeReference<TreeMap<String, Object>>() {}));
        } catch (JacksonException e) {
            throw new IllegalArgumentException(json + " is no configuration: " + e.getOriginalMessage(), e);
        }
    }

    /** Whether a parameter has a value here. */
    public boolean has(String name) {
        return values.containsKey(name);
    }

    /** The value of a parameter. */
    public Object value(String name) {
        Object value = values.get(name);
        if (value == null) {
            throw new IllegalArgumentException(name + " has no value in " + json() + "; ask has() first");
        }
        return value;
    }

    /** A real or whole number. */
    public double real(String name) {
        return value(name) instanceof Number number ? number.doubleValue() : Double.parseDouble(text(name));
    }

    /** A whole number, or a choice or level that is written as one. */
    public int integer(String name) {
        return value(name) instanceof Integer number ? number : Integer.parseInt(text(name));
    }

    /** Any value as text. */
    public String text(String name) {
        return value(name).toString();
    }

    /** Canonical JSON: names sorted, no blanks; equal configurations have equal texts. */
    public String json() {
        return MAPPER.writeValueAsString(values);
    }
}
