package org.decathlete.search.grammar;

import java.util.List;
import java.util.stream.Collectors;

/**
 * One way of building what a non-terminal stands for.
 *
 * @param head the non-terminal, the type of what is built
 * @param body words and the types of the parts, in order
 */
public record Production(String head, List<Symbol> body) {

    public Production {
        body = List.copyOf(body);
        if (body.isEmpty()) {
            throw new IllegalArgumentException("the production of " + head + " is empty; give it at least one symbol");
        }
    }

    /** Types of the parts, in order. */
    public List<String> parts() {
        return body.stream()
                .filter(Symbol.NonTerminal.class::isInstance)
                .map(Symbol::name)
                .toList();
    }

    @Override
    public String toString() {
        return head + " -> " + body.stream().map(Symbol::name).collect(Collectors.joining(" "));
    }
}
