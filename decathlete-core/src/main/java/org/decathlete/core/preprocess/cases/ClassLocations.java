package org.decathlete.core.preprocess.cases;

import java.util.List;
import org.decathlete.core.dataset.Labels;

/**
 * Where in a case each class lies, so that training can choose patches that hold it. Of a class with T voxels,
 * {@code max(min(10000, T), ceil(T / 100))} are kept, drawn without replacement (nnU-Net's counts).
 *
 * @param classes the label values of each class: with regions each region, else each foreground label
 * @param voxels for each class, indices into the preprocessed array, ascending; empty where the case does not hold the class
 * @param annotated with an ignore label, indices of voxels that somebody annotated, ascending; otherwise empty
 */
public record ClassLocations(List<List<Integer>> classes, List<int[]> voxels, int[] annotated) {

    public ClassLocations {
        classes = classes.stream().map(List::copyOf).toList();
        voxels = List.copyOf(voxels);
    }

    /** No class anywhere. */
    public static ClassLocations none() {
        return new ClassLocations(List.of(), List.of(), new int[0]);
    }

    /** Samples the voxels of a label map; the same map gives the same voxels. */
    public static ClassLocations sample(short[] map, Labels labels) {
        return LocationSampling.of(map, labels);
    }
}
