package org.decathlete.core.metrics;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** How nnU-Net's JSON files name a class: {@code 1} for a label, {@code (1, 2)} for a region, as Python prints a tuple. */
public final class ClassKey {
    private static final Pattern KEY = Pattern.compile("\\s*(?:(\\d+)|[(\\[]([\\d\\s,]+)[)\\]])\\s*");
    private static final Pattern NUMBER = Pattern.compile("\\d{1,5}");

    private ClassKey() {}

    /** The key of a class that joins these labels. */
    public static String of(List<Integer> region) {
        return region.size() == 1
                ? String.valueOf(region.get(0))
                : region.stream().map(String::valueOf).collect(Collectors.joining(", ", "(", ")"));
    }

    /** The labels that a key names, also one with other blanks, square brackets or Python's comma after a single label; empty where it is none. */
    public static Optional<List<Integer>> parse(String key) {
        Matcher matcher = KEY.matcher(key);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        List<Integer> values = new ArrayList<>();
        String inside = matcher.group(1) == null ? matcher.group(2) : matcher.group(1);
        for (String part : inside.strip().split("\\s*,\\s*", 0)) {
            if (!NUMBER.matcher(part).matches()) {
                return Optional.empty();
            }
            values.add(Integer.valueOf(part));
        }
        return values.isEmpty() ? Optional.empty() : Optional.of(values);
    }

    /** The key as it is written here, so that keys of the same class are equal; what is no key stays as it is. */
    public static String normal(String key) {
        return parse(key).map(ClassKey::of).orElse(key);
    }
}
