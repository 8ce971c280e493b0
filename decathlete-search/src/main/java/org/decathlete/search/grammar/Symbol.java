package org.decathlete.search.grammar;

/** What a production's body consists of. */
public sealed interface Symbol {

    /** How it is written. */
    String name();

    /** A word that stays as it is. */
    record Terminal(String name) implements Symbol {}

    /** A type of sub-architecture, replaced by one of its productions. */
    record NonTerminal(String name) implements Symbol {}
}
