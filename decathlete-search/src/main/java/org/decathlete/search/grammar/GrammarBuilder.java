package org.decathlete.search.grammar;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** Collects the rules of a grammar; a word is a non-terminal if it has a rule of its own, and a terminal otherwise. */
public final class GrammarBuilder {
    private static final Pattern BLANKS = Pattern.compile("\\s+");
    private static final Pattern BRACKET = Pattern.compile("[()]");
    private final String start;
    private final Map<String, List<String>> rules = new LinkedHashMap<>();

    GrammarBuilder(String start) {
        this.start = start;
    }

    /**
     * Gives a non-terminal its productions.
     *
     * @param head the non-terminal
     * @param bodies one text per production, symbols separated by blanks, such as {@code "convolution ACTIVATION"}
     */
    public GrammarBuilder rule(String head, String... bodies) {
        return rule(head, Arrays.asList(bodies));
    }

    /** The same with the productions as a list. */
    public GrammarBuilder rule(String head, List<String> bodies) {
        if (bodies.isEmpty() || rules.containsKey(head)) {
            throw new IllegalArgumentException(head
                    + (bodies.isEmpty()
                            ? " has no production; give it one"
                            : " has a rule already; give it all at once"));
        }
        for (String text : bodies) {
            if (BRACKET.matcher(text + head).find()) {
                throw new IllegalArgumentException(
                        "the rule of " + head + " contains a bracket, which the text form needs for itself: " + text);
            }
        }
        rules.put(head, List.copyOf(bodies));
        return this;
    }

    /** The grammar; throws where a rule is missing or can never end. */
    public Grammar build() {
        Map<String, List<Production>> productions = new LinkedHashMap<>();
        rules.forEach((head, bodies) -> productions.put(
                head,
                bodies.stream().map(body -> new Production(head, symbols(body))).toList()));
        return new Grammar(start, productions);
    }

    private List<Symbol> symbols(String body) {
        return BLANKS.splitAsStream(body.strip())
                .<Symbol>map(word -> rules.containsKey(word) ? new Symbol.NonTerminal(word) : new Symbol.Terminal(word))
                .toList();
    }
}
