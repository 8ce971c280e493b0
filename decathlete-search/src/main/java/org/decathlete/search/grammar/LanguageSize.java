package org.decathlete.search.grammar;

import java.math.BigInteger;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Counts the derivations of a grammar exactly. */
public final class LanguageSize {
    private final Grammar grammar;
    private final Map<String, BigInteger> known = new HashMap<>();
    private final Set<String> open = new HashSet<>();
    private boolean infinite;

    private LanguageSize(Grammar grammar) {
        this.grammar = grammar;
    }

    /** How many architectures there are, each of them one derivation; empty where a recursive rule allows infinitely many. */
    public static Optional<BigInteger> of(Grammar grammar) {
        LanguageSize size = new LanguageSize(grammar);
        BigInteger count = size.count(grammar.start());
        return size.infinite ? Optional.empty() : Optional.of(count);
    }

    private BigInteger count(String nonTerminal) {
        BigInteger before = known.get(nonTerminal);
        if (before != null) {
            return before;
        }
        if (!open.add(nonTerminal)) {
            infinite = true;
            return BigInteger.ONE;
        }
        BigInteger sum = BigInteger.ZERO;
        for (Production production : grammar.productions(nonTerminal)) {
            BigInteger product = BigInteger.ONE;
            for (String part : production.parts()) {
                product = product.multiply(count(part));
            }
            sum = sum.add(product);
        }
        open.remove(nonTerminal);
        known.put(nonTerminal, sum);
        return sum;
    }
}
