/**
 * What comes after a search: its best candidates and the default are trained to the end of schedules of their own, chosen on the cases that
 * the search chose by, and measured on cases that neither saw. Start from {@link org.decathlete.app.finals.SearchWithFinals}, or from
 * {@link org.decathlete.app.finals.SearchedRun} for a whole run that divides its time between the default, a search and its finals. What is
 * to be trained is decided once ({@link org.decathlete.app.finals.FinalsPlan}) and kept, so that a command that was killed goes on with it.
 */
@NullMarked
package org.decathlete.app.finals;

import org.jspecify.annotations.NullMarked;
