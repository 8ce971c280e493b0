/**
 * Segmenters of several networks: folds whose logits are averaged ({@link org.decathlete.nn.infer.ensemble.Member}), the two stages of a
 * cascade ({@link org.decathlete.nn.infer.ensemble.CascadePredictor}), members whose probabilities are joined
 * ({@link org.decathlete.nn.infer.ensemble.Ensemble}).
 */
@NullMarked
package org.decathlete.nn.infer.ensemble;

import org.jspecify.annotations.NullMarked;
