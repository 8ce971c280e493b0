package org.decathlete.nn.infer.folder;

/**
 * How a folder is segmented.
 *
 * @param probabilities whether {@code CASE.npz} with the probabilities is written too
 * @param overwrite whether results that are there already are made again
 */
public record PredictionSettings(boolean probabilities, boolean overwrite) {}
