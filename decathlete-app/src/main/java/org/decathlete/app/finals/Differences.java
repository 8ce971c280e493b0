package org.decathlete.app.finals;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SortedSet;
import java.util.TreeSet;
import org.decathlete.search.space.Configuration;

/** How a configuration differs from the default, in words. */
final class Differences {
    private static final int LONGEST = 40;
    private static final String NONE = "none";

    private Differences() {}

    /** Such as {@code learning_rate 0.012 (default 0.01), optimizer SGD (default AdamW)}; {@code nothing} where they are equal. */
    static String text(Configuration configuration, Configuration standard) {
        SortedSet<String> names = new TreeSet<>(configuration.values().keySet());
        names.addAll(standard.values().keySet());
        List<String> texts = new ArrayList<>();
        for (String name : names) {
            String own = value(configuration, name);
            String usual = value(standard, name);
            if (own.equals(usual)) {
                continue;
            }
            // The sentences of a grammar tell nothing to whoever compares them by eye.
            texts.add(
                    own.length() > LONGEST || usual.length() > LONGEST
                            ? name + " is another"
                            : name + " " + own + " (default " + usual + ")");
        }
        return texts.isEmpty() ? "nothing" : String.join(", ", texts);
    }

    private static String value(Configuration configuration, String name) {
        if (!configuration.has(name)) {
            return NONE;
        }
        return configuration.values().get(name) instanceof Double real
                ? String.format(Locale.ROOT, "%.4g", real)
                : configuration.text(name);
    }
}
