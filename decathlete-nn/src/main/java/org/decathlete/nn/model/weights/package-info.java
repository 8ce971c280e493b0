/**
 * Named tensors and the weights of a network. {@link org.decathlete.nn.model.weights.StateDict} puts the ones into the other,
 * whatever aliases they have; {@link org.decathlete.nn.model.weights.Weights} reads and writes the weights inside a checkpoint
 * of ours.
 */
@NullMarked
package org.decathlete.nn.model.weights;

import org.jspecify.annotations.NullMarked;
