package org.decathlete.search.space;

import java.util.List;
import java.util.regex.Pattern;

/** When a parameter has a value at all, depending on a parameter that stands before it. */
public sealed interface Condition {

    /** Name of the parameter it depends on; where that one has no value the condition does not hold. */
    String parent();

    /** Whether it holds for a value of the parent. */
    boolean holds(Object value);

    /** The parent has one of these choices, or these digits. */
    record IsOneOf(String parent, List<String> values) implements Condition {
        public IsOneOf {
            values = List.copyOf(values);
        }

        @Override
        public boolean holds(Object value) {
            return values.contains(value.toString());
        }
    }

    /** The parent is a number from {@code low} to {@code high}. */
    record Within(String parent, double low, double high) implements Condition {
        @Override
        public boolean holds(Object value) {
            return value instanceof Number number && number.doubleValue() >= low && number.doubleValue() <= high;
        }
    }

    /** The parent is an architecture that contains one of these words. */
    record Mentions(String parent, List<String> words) implements Condition {
        private static final Pattern BETWEEN = Pattern.compile("[()\\s]+");

        public Mentions {
            words = List.copyOf(words);
        }

        @Override
        public boolean holds(Object value) {
            return BETWEEN.splitAsStream(value.toString()).anyMatch(words::contains);
        }
    }
}
