/**
 * Studies and trials as JSON: strict, versioned, and with a name for every kind of parameter, scheduler, sampler and ranking. Start
 * from {@link org.decathlete.search.format.StudyFormat}.
 */
@NullMarked
package org.decathlete.search.format;

import org.jspecify.annotations.NullMarked;
