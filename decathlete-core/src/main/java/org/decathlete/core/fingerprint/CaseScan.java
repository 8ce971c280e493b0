package org.decathlete.core.fingerprint;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.decathlete.core.image.NonzeroCrop;
import org.decathlete.core.run.DecathleteException;
import org.decathlete.core.volume.LabelVolume;
import org.decathlete.core.volume.Volume;

/**
 * What is kept of a case once its voxels are gone.
 *
 * @param facts its summary
 * @param foreground per channel the values of its foreground; empty where it has none
 */
record CaseScan(CaseFacts facts, List<ValueCounts> foreground) {

    /**
     * Looks at every voxel of a case.
     *
     * @throws DecathleteException of kind DATA when image and label map differ in size, or a voxel is not finite
     */
    static CaseScan of(String id, Volume image, LabelVolume labels) {
        if (image.grid().voxels() != labels.labels().length) {
            throw DecathleteException.data(
                    "case " + id + ": its image has " + image.grid().voxels() + " voxels, its label map "
                            + labels.labels().length + "; they must lie on the same grid");
        }
        SortedMap<Integer, Integer> counts = countLabels(labels.labels());
        int size = counts.values().stream().mapToInt(Integer::intValue).sum();
        List<ChannelFacts> channels = new ArrayList<>();
        List<ValueCounts> foreground = new ArrayList<>();
        for (float[] channel : image.channels()) {
            Optional<ValueCounts> values = size == 0
                    ? Optional.empty()
                    : Optional.of(ValueCounts.of(foreground(channel, labels.labels(), size)));
            channels.add(channelFacts(id, channel, values));
            values.ifPresent(foreground::add);
        }
        CaseFacts facts = new CaseFacts(id, image.grid(), NonzeroCrop.of(image).box(), counts, channels);
        return new CaseScan(facts, foreground);
    }

    private static SortedMap<Integer, Integer> countLabels(short[] labels) {
        int[] histogram = new int[Short.MAX_VALUE + 1];
        for (short label : labels) {
            if (label > 0) {
                histogram[label]++;
            }
        }
        SortedMap<Integer, Integer> counts = new TreeMap<>();
        for (int label = 1; label < histogram.length; label++) {
            if (histogram[label] > 0) {
                counts.put(label, histogram[label]);
            }
        }
        return counts;
    }

    private static float[] foreground(float[] channel, short[] labels, int size) {
        float[] values = new float[size];
        int next = 0;
        for (int i = 0; i < labels.length; i++) {
            if (labels[i] > 0) {
                values[next++] = channel[i];
            }
        }
        return values;
    }

    private static ChannelFacts channelFacts(String id, float[] channel, Optional<ValueCounts> foreground) {
        double sum = 0;
        for (float value : channel) {
            sum += value;
        }
        // No sum of finite floats leaves the range of a double.
        if (!Double.isFinite(sum)) {
            throw DecathleteException.data(
                    "case " + id + ": its image has voxels that are NaN or infinite. Replace them, or"
                            + " leave the case out; 'inspect' lists all such cases.");
        }
        double mean = sum / channel.length;
        double squares = 0;
        for (float value : channel) {
            squares += (value - mean) * (value - mean);
        }
        return new ChannelFacts(
                mean, Math.sqrt(squares / channel.length), foreground.map(CaseScan::foregroundProperties));
    }

    private static IntensityProperties foregroundProperties(ValueCounts values) {
        return new IntensityProperties(
                values.mean(),
                values.percentile(50),
                Math.sqrt(values.variance()),
                values.min(),
                values.max(),
                values.percentile(99.5),
                values.percentile(0.5));
    }
}
