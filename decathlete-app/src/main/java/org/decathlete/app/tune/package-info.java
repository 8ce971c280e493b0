/**
 * What a search may change about how a segmentation model is made: Auto-nnU-Net's spaces, built from the plan of any dataset. Start
 * from {@link org.decathlete.app.tune.SegmentationSpace}: it says what is searched, and makes a whole candidate of every
 * configuration. A {@link org.decathlete.app.tune.TrainingSpace} stands for the recipe and an
 * {@link org.decathlete.app.tune.ArchitectureSpace} for the network, its patch and its batch; what a candidate costs is told by
 * {@link org.decathlete.app.tune.CandidateCost} from its description alone.
 */
@NullMarked
package org.decathlete.app.tune;

import org.jspecify.annotations.NullMarked;
