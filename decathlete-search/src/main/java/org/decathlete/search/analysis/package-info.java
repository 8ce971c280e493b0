/** What a study has shown. Start from {@link org.decathlete.search.analysis.ParetoFront}. */
@NullMarked
package org.decathlete.search.analysis;

import org.jspecify.annotations.NullMarked;
