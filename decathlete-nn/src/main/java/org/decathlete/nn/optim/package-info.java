/** Optimisers over named parameters, whose state goes into checkpoints. Start from {@link org.decathlete.nn.optim.Optimizers}. */
@NullMarked
package org.decathlete.nn.optim;

import org.jspecify.annotations.NullMarked;
