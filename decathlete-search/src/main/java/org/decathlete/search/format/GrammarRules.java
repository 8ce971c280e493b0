package org.decathlete.search.format;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.decathlete.search.grammar.Grammar;
import org.decathlete.search.grammar.GrammarBuilder;
import org.decathlete.search.grammar.Production;
import org.decathlete.search.grammar.Symbol;
import tools.jackson.databind.util.StdConverter;

/**
 * A grammar as its builder takes it.
 *
 * @param start the non-terminal that stands for a whole architecture
 * @param rules per non-terminal its productions, symbols separated by blanks
 */
record GrammarRules(String start, Map<String, List<String>> rules) {

    static final class From extends StdConverter<Grammar, GrammarRules> {
        @Override
        public GrammarRules convert(Grammar grammar) {
            Map<String, List<String>> rules = new LinkedHashMap<>();
            grammar.productions()
                    .forEach((head, productions) ->
                            rules.put(head, productions.stream().map(From::body).toList()));
            return new GrammarRules(grammar.start(), rules);
        }

        private static String body(Production production) {
            return production.body().stream().map(Symbol::name).collect(Collectors.joining(" "));
        }
    }

    static final class To extends StdConverter<GrammarRules, Grammar> {
        @Override
        public Grammar convert(GrammarRules read) {
            GrammarBuilder builder = Grammar.builder(read.start());
            read.rules().forEach(builder::rule);
            return builder.build();
        }
    }
}
