package org.decathlete.core.postprocess;

import java.util.Arrays;
import java.util.List;
import java.util.TreeSet;
import org.decathlete.core.image.Components;

/**
 * Keeps of some labels, taken together as one structure, only the largest connected component; components of equal largest size
 * all stay. Removed voxels become background (nnU-Net, remove_all_but_largest_component; reference report, section 7).
 *
 * @param labels the label values, ascending, at least one, none the background
 */
public record KeepLargestComponent(List<Integer> labels) {
    private static final int VALUES = 1 << 16;

    public KeepLargestComponent {
        labels = List.copyOf(new TreeSet<>(labels));
        if (labels.isEmpty() || labels.get(0) <= 0 || labels.get(labels.size() - 1) > Short.MAX_VALUE) {
            throw new IllegalArgumentException(
                    "labels is " + labels + ", expected label values from 1 to " + Short.MAX_VALUE);
        }
    }

    /**
     * Removes the smaller components in place.
     *
     * @param voxels {@code [z][y][x]}, x fastest
     * @param size (z, y, x)
     * @return how many voxels were removed
     */
    int apply(short[] voxels, int[] size) {
        Components components = Components.of(mask(voxels), size);
        if (components.count() < 2) {
            return 0;
        }
        int largest = components.largest();
        int[] removed = new int[1];
        components.forEachRun((component, start, end) -> {
            if (components.voxels(component) < largest) {
                Arrays.fill(voxels, start, end, (short) 0);
                removed[0] += end - start;
            }
        });
        return removed[0];
    }

    private byte[] mask(short[] voxels) {
        byte[] member = new byte[VALUES];
        labels.forEach(label -> member[label] = 1);
        byte[] mask = new byte[voxels.length];
        for (int i = 0; i < voxels.length; i++) {
            mask[i] = member[voxels[i] & 0xffff];
        }
        return mask;
    }
}
