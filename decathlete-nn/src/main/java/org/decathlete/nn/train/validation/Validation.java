package org.decathlete.nn.train.validation;

/**
 * What a network came to on plain patches of the validation cases.
 *
 * @param loss mean loss of the batches
 * @param dice hits of all of them
 */
public record Validation(double loss, PseudoDice dice) {}
