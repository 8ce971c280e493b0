package org.decathlete.core.candidate;

/**
 * What a candidate refines: the second stage of a cascade sees, beside the image, what the first one says about it, one mask per
 * foreground label.
 *
 * @param candidate how the stage before is made; for the same channels and labels
 * @param augmentation how its segmentations are corrupted in training
 */
public record PreviousStage(Candidate candidate, CascadeAugmentation augmentation) {}
