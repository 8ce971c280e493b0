package org.decathlete.search.grammar;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * The text form of derivations: a bracket per node that holds its non-terminal and then the production's body, such as
 * {@code (S (A conv relu) (B pool))}. Different derivations have different texts.
 */
public final class DerivationText {
    private static final Pattern TOKEN = Pattern.compile("[()]|[^()\\s]+");
    private final Grammar grammar;

    public DerivationText(Grammar grammar) {
        this.grammar = grammar;
    }

    /** Writes a derivation. */
    public String format(Derivation derivation) {
        StringBuilder text = new StringBuilder();
        format(derivation, text);
        return text.toString();
    }

    /** Reads what {@link #format} writes; throws an {@link IllegalArgumentException} that names the place which does not fit. */
    public Derivation parse(String text) {
        return grammar.read(text, this::read);
    }

    private Derivation read(String text) {
        Iterator<String> tokens =
                TOKEN.matcher(text).results().map(MatchResult::group).iterator();
        expect(tokens, "(", text);
        Derivation derivation = node(tokens, text);
        if (tokens.hasNext()) {
            throw new IllegalArgumentException("text after the last bracket, from '" + tokens.next() + "', in " + text);
        }
        if (!derivation.head().equals(grammar.start())) {
            throw new IllegalArgumentException(
                    "begins with " + derivation.head() + " instead of " + grammar.start() + ": " + text);
        }
        return derivation;
    }

    private void format(Derivation derivation, StringBuilder text) {
        text.append('(').append(derivation.head());
        Iterator<Derivation> parts = derivation.parts().iterator();
        for (Symbol symbol :
                grammar.productions(derivation.head()).get(derivation.choice()).body()) {
            text.append(' ');
            if (symbol instanceof Symbol.Terminal) {
                text.append(symbol.name());
            } else {
                format(parts.next(), text);
            }
        }
        text.append(')');
    }

    /** Reads a node whose opening bracket was taken. */
    private Derivation node(Iterator<String> tokens, String text) {
        String head = next(tokens, text);
        List<Symbol> body = new ArrayList<>();
        List<Derivation> parts = new ArrayList<>();
        for (String token = next(tokens, text); !token.equals(")"); token = next(tokens, text)) {
            if (token.equals("(")) {
                Derivation part = node(tokens, text);
                parts.add(part);
                body.add(new Symbol.NonTerminal(part.head()));
            } else {
                body.add(new Symbol.Terminal(token));
            }
        }
        int choice = body.isEmpty() ? -1 : grammar.productions(head).indexOf(new Production(head, body));
        if (choice < 0) {
            throw new IllegalArgumentException("'" + head + "' has no production with the body "
                    + body.stream().map(Symbol::name).toList() + " in " + text);
        }
        return new Derivation(head, choice, parts);
    }

    private static void expect(Iterator<String> tokens, String expected, String text) {
        String token = next(tokens, text);
        if (!token.equals(expected)) {
            throw new IllegalArgumentException("'" + token + "' where '" + expected + "' was expected in " + text);
        }
    }

    private static String next(Iterator<String> tokens, String text) {
        if (!tokens.hasNext()) {
            throw new IllegalArgumentException("a closing bracket is missing at the end of " + text);
        }
        return tokens.next();
    }
}
