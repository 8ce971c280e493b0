package org.decathlete.nn.infer.folder;

import java.util.List;
import java.util.Map;

/**
 * What became of the images of a folder.
 *
 * @param done ids segmented now
 * @param kept ids whose results were there already
 * @param failed ids that could not be segmented, with the reason
 * @param seconds wall time
 */
public record PredictionOutcome(List<String> done, List<String> kept, Map<String, String> failed, double seconds) {}
