package org.decathlete.search.store;

import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A row of a table that is read.
 *
 * @param number from 1, the row with the names included
 * @param names of the columns
 * @param fields as many
 */
record TableRow(int number, List<String> names, List<String> fields) {

    TableRow {
        if (names.size() != fields.size()) {
            throw new IllegalArgumentException(
                    "row " + number + " has " + fields.size() + " fields for " + names.size() + " columns");
        }
    }

    /** A field that must have a value. */
    <T> T required(String column, Function<String, T> reader) {
        T value = optional(column, reader);
        if (value == null) {
            throw new IllegalArgumentException("row " + number + ", column " + column + ": a value is missing");
        }
        return value;
    }

    /** A field that may be empty; null then. */
    <T> @Nullable T optional(String column, Function<String, T> reader) {
        String text = text(column);
        if (text.isEmpty()) {
            return null;
        }
        try {
            return reader.apply(text);
        } catch (RuntimeException e) {
            throw new IllegalArgumentException(
                    "row " + number + ", column " + column + ": " + text + " cannot be read (" + e.getMessage() + ")",
                    e);
        }
    }

    /** A field as it is. */
    String text(String column) {
        int index = names.indexOf(column);
        if (index < 0) {
            throw new IllegalArgumentException("the column " + column + " is missing; there are " + names);
        }
        return fields.get(index);
    }

    /** The numbers of all columns that begin with a prefix, by what follows it; empty fields left out. */
    SortedMap<String, Double> numbers(String prefix) {
        SortedMap<String, Double> numbers = new TreeMap<>();
        for (String name : names) {
            Double value = name.startsWith(prefix) ? optional(name, Double::valueOf) : null;
            if (value != null) {
                numbers.put(name.substring(prefix.length()), value);
            }
        }
        return numbers;
    }
}
