package org.decathlete.search.grammar;

import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A context-free grammar. Every non-terminal has at least one production, no two of them are equal, and every non-terminal can
 * be expanded to words in a finite number of steps.
 */
public final class Grammar {
    private static final int MOST_REMEMBERED = 512;
    private final String start;
    private final Map<String, List<Production>> productions;
    private final Map<String, Integer> heights;
    private final Map<String, Derivation> lastRead = new HashMap<>();

    Grammar(String start, Map<String, List<Production>> productions) {
        this.start = start;
        this.productions = Collections.unmodifiableMap(new LinkedHashMap<>(productions));
        check();
        this.heights = smallestHeights();
    }

    /** Starts a grammar whose derivations begin with {@code start}. */
    public static GrammarBuilder builder(String start) {
        return new GrammarBuilder(start);
    }

    /** The non-terminal that stands for a whole architecture. */
    public String start() {
        return start;
    }

    /** All non-terminals in the order of their definition, with their productions. */
    public Map<String, List<Production>> productions() {
        return productions;
    }

    /** The productions of a non-terminal. */
    public List<Production> productions(String nonTerminal) {
        List<Production> found = productions.get(nonTerminal);
        if (found == null) {
            throw new IllegalArgumentException(
                    nonTerminal + " is no non-terminal of this grammar; it has " + productions.keySet());
        }
        return found;
    }

    /** Reads a text, or remembers it: models weigh the same few architectures many times over. */
    Derivation read(String text, Function<String, Derivation> reader) {
        synchronized (lastRead) {
            Derivation known = lastRead.get(text);
            if (known != null) {
                return known;
            }
        }
        Derivation derivation = reader.apply(text);
        synchronized (lastRead) {
            if (lastRead.size() >= MOST_REMEMBERED) {
                lastRead.clear();
            }
            lastRead.put(text, derivation);
        }
        return derivation;
    }

    /** The production of a non-terminal whose derivations can be the flattest. */
    int flattest(String nonTerminal) {
        List<Production> choices = productions(nonTerminal);
        int best = 0;
        for (int i = 1; i < choices.size(); i++) {
            if (height(choices.get(i)) < height(choices.get(best))) {
                best = i;
            }
        }
        return best;
    }

    private int height(Production production) {
        int largest = 0;
        for (String part : production.parts()) {
            Integer known = heights.get(part);
            largest = Math.max(largest, known == null ? Integer.MAX_VALUE - 1 : known);
        }
        return largest + 1;
    }

    private Map<String, Integer> smallestHeights() {
        Map<String, Integer> known = new HashMap<>();
        boolean changed = true;
        while (changed) {
            changed = false;
            for (Map.Entry<String, List<Production>> entry : productions.entrySet()) {
                for (Production production : entry.getValue()) {
                    if (known.keySet().containsAll(production.parts())) {
                        int height = 1
                                + production.parts().stream()
                                        .mapToInt(known::get)
                                        .max()
                                        .orElse(0);
                        Integer before = known.get(entry.getKey());
                        if (before == null || height < before) {
                            known.put(entry.getKey(), height);
                            changed = true;
                        }
                    }
                }
            }
        }
        for (String nonTerminal : productions.keySet()) {
            if (!known.containsKey(nonTerminal)) {
                throw new IllegalArgumentException(
                        nonTerminal + " can never be expanded to words; give it a production without recursion");
            }
        }
        return known;
    }

    private void check() {
        if (!productions.containsKey(start)) {
            throw new IllegalArgumentException("the start symbol " + start + " has no production; add a rule for it");
        }
        productions.forEach((head, choices) -> {
            if (new HashSet<>(choices).size() < choices.size()) {
                throw new IllegalArgumentException(head + " has the same production twice; remove one of them");
            }
        });
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Grammar that && start.equals(that.start) && productions.equals(that.productions);
    }

    @Override
    public int hashCode() {
        return start.hashCode() + 31 * productions.hashCode();
    }

    @Override
    public String toString() {
        return productions.values().stream()
                .flatMap(List::stream)
                .map(Production::toString)
                .collect(Collectors.joining("\n"));
    }
}
