/**
 * Which parameters matter, and which matter together. Start from {@link org.decathlete.search.importance.Importance}: functional analysis
 * of variance of a random forest that was fitted to the results of a study (Hutter, Hoos and Leyton-Brown 2014).
 */
@NullMarked
package org.decathlete.search.importance;

import org.jspecify.annotations.NullMarked;
