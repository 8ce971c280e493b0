/**
 * What every stage of a run needs and no stage owns: typed errors with exit codes, progress, atomic files, hashes, JSON.
 *
 * <p>Uses nothing else of ours; everything else may use it.
 */
@NullMarked
package org.decathlete.core.run;

import org.jspecify.annotations.NullMarked;
