/**
 * Architectures as sentences of a context-free grammar. Start from {@link org.decathlete.search.grammar.Grammar}: it says what may
 * stand where; a {@link org.decathlete.search.grammar.Derivation} is one architecture as a tree, with a text form that {@link
 * org.decathlete.search.grammar.DerivationText} writes and reads; a {@link org.decathlete.search.grammar.GrammarDistribution} draws
 * and weighs derivations; mutation and crossover change them.
 */
@NullMarked
package org.decathlete.search.grammar;

import org.jspecify.annotations.NullMarked;
