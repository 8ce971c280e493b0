package org.decathlete.core.plan;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.decathlete.core.dataset.DatasetDescription;
import org.decathlete.core.dataset.Labels;
import org.decathlete.core.fingerprint.Fingerprint;
import org.decathlete.core.fingerprint.IntensityProperties;

/** Fingerprints and descriptions that tests make up. */
public final class Fingerprints {
    private final List<double[]> spacings = new ArrayList<>();
    private final List<int[]> shapes = new ArrayList<>();
    private double relativeSize = 1;
    private int channels = 1;

    /** Adds equal cases. */
    public Fingerprints cases(int count, int[] shape, double... spacing) {
        for (int i = 0; i < count; i++) {
            shapes.add(shape);
            spacings.add(spacing);
        }
        return this;
    }

    Fingerprints relativeSize(double share) {
        relativeSize = share;
        return this;
    }

    Fingerprints channels(int count) {
        channels = count;
        return this;
    }

    public Fingerprint fingerprint() {
        Map<String, IntensityProperties> intensities = new TreeMap<>();
        for (int channel = 0; channel < channels; channel++) {
            intensities.put(String.valueOf(channel), new IntensityProperties(100, 95, 20, -50, 900, 170, 40));
        }
        return new Fingerprint(spacings, shapes, relativeSize, intensities);
    }

    /** A description with labels 0 to {@code labels - 1} for these cases. */
    public DatasetDescription description(String channelName, int labels) {
        String[] names = new String[labels];
        for (int label = 0; label < labels; label++) {
            names[label] = label == 0 ? "background" : "organ " + label;
        }
        return new DatasetDescription(
                "made up", Collections.nCopies(channels, channelName), Labels.of(names), ".nii.gz", spacings.size());
    }

    public Plans plan(PlannerPreset preset, String channelName, int labels) {
        return new Planner(preset).plan(description(channelName, labels), fingerprint());
    }
}
