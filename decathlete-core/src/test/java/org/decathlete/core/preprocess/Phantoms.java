package org.decathlete.core.preprocess;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.decathlete.core.dataset.Labels;
import org.decathlete.core.fingerprint.IntensityProperties;
import org.decathlete.core.plan.PreprocessingSpec;
import org.decathlete.core.volume.Grid;
import org.decathlete.core.volume.LabelVolume;
import org.decathlete.core.volume.Volume;
import org.jspecify.annotations.Nullable;

/** Small volumes and specs for tests. */
public final class Phantoms {
    public static final Labels LABELS = Labels.of("background", "organ", "tumour");

    private Phantoms() {}

    public static PreprocessingSpec spec(int[] transpose, double[] spacing, int channels) {
        return spec(transpose, spacing, channels, null);
    }

    public static PreprocessingSpec spec(int[] transpose, double[] spacing, int channels, @Nullable Boolean separate) {
        IntensityProperties intensities = new IntensityProperties(0, 0, 1, 0, 1, 1, 0);
        return new PreprocessingSpec(
                transpose,
                spacing,
                Stream.generate(() -> "ZScoreNormalization").limit(channels).toList(),
                Stream.generate(() -> false).limit(channels).toList(),
                3,
                1,
                0,
                separate,
                Stream.generate(() -> intensities).limit(channels).toList());
    }

    /** Noise inside an ellipsoid, 0 outside, in every channel. */
    public static Volume image(Grid grid, int channels, SplittableRandom random) {
        List<float[]> data = new ArrayList<>();
        for (int channel = 0; channel < channels; channel++) {
            float[] values = new float[grid.voxels()];
            for (int i = 0; i < values.length; i++) {
                values[i] = distance(grid, i) < 1 ? (float) random.nextDouble(1, 100) : 0;
            }
            data.add(values);
        }
        return new Volume(grid, data);
    }

    /** One label inside another. */
    public static LabelVolume label(Grid grid) {
        short[] labels = new short[grid.voxels()];
        for (int i = 0; i < labels.length; i++) {
            double distance = distance(grid, i);
            labels[i] = (short) (distance < 0.2 ? 2 : distance < 0.5 ? 1 : 0);
        }
        return new LabelVolume(grid, labels);
    }

    private static double distance(Grid grid, int index) {
        int[] size = grid.size();
        int plane = index / size[2] / size[1];
        int row = index / size[2] % size[1];
        double z = (plane + 0.5) / size[0] * 2 - 1;
        double y = (row + 0.5) / size[1] * 2 - 1;
        double x = (index % size[2] + 0.5) / size[2] * 2 - 1;
        return (z * z + y * y + x * x) / 0.8;
    }
}
