/**
 * Networks as sentences of a grammar, stage by stage. Start from {@link org.decathlete.app.tune.grammar.GrammarSpaces}.
 */
@NullMarked
package org.decathlete.app.tune.grammar;

import org.jspecify.annotations.NullMarked;
