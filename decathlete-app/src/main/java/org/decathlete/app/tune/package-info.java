/**
 * What a search may change about how a segmentation model is made: Auto-nnU-Net's spaces, built from the plan of any dataset. Start
 * from {@link org.decathlete.app.tune.SegmentationSpace}: it says what is searched, and makes a whole candidate of every
 * configuration. The recipe comes from {@code training}, the network with its patch and batch from {@code network} or {@code grammar}.
 * {@link org.decathlete.app.tune.TrialEvaluator} trains and judges the trials of a study; what a candidate costs is told by
 * {@link org.decathlete.app.tune.CandidateCost} from its description alone.
 */
@NullMarked
package org.decathlete.app.tune;

import org.jspecify.annotations.NullMarked;
