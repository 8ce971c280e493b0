/**
 * Where new configurations come from. A {@link org.decathlete.search.sampler.Sampler} is a pure function of the {@link
 * org.decathlete.search.sampler.Situation}: what is searched, what is known so far, and a random source that follows from the study's
 * seed and the number of the trial.
 */
@NullMarked
package org.decathlete.search.sampler;

import org.jspecify.annotations.NullMarked;
