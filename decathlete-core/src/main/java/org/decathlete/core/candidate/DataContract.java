package org.decathlete.core.candidate;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.decathlete.core.dataset.Labels;
import org.decathlete.core.fingerprint.IntensityProperties;

/**
 * What a model expects of its input and what its output means.
 *
 * @param datasetName name of the dataset that the candidate was made for
 * @param channelNames what each input channel is, in order
 * @param labels what the label values mean
 * @param intensities foreground intensities of the training cases, by channel number as text ({@code "0"}, {@code "1"}, …)
 */
public record DataContract(
        String datasetName, List<String> channelNames, Labels labels, Map<String, IntensityProperties> intensities) {

    public DataContract {
        channelNames = List.copyOf(channelNames);
        intensities = Collections.unmodifiableSortedMap(new TreeMap<>(intensities));
    }
}
