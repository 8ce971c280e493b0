/**
 * Whether the rest of a budget would still bring something. {@link org.decathlete.nn.train.convergence.ConvergenceMonitor} states
 * model, test and bounds.
 */
@NullMarked
package org.decathlete.nn.train.convergence;

import org.jspecify.annotations.NullMarked;
