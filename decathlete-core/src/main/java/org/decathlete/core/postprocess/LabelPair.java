package org.decathlete.core.postprocess;

import org.decathlete.core.volume.LabelVolume;

/**
 * A prediction and what an expert drew, of the same size.
 *
 * @param prediction of a case that the model was not trained on
 * @param reference the expert's label map
 */
public record LabelPair(LabelVolume prediction, LabelVolume reference) {}
