package org.decathlete.core.fingerprint;

import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.decathlete.core.volume.Box;
import org.decathlete.core.volume.Grid;

/**
 * What one case looks like in numbers.
 *
 * @param id its name
 * @param grid its lattice
 * @param crop the box around its nonzero region
 * @param labelCounts voxels of each label above 0 that occurs
 * @param channels one entry per channel
 */
public record CaseFacts(
        String id, Grid grid, Box crop, SortedMap<Integer, Integer> labelCounts, List<ChannelFacts> channels) {

    public CaseFacts {
        labelCounts = Collections.unmodifiableSortedMap(new TreeMap<>(labelCounts));
        channels = List.copyOf(channels);
    }

    /** Voxels of all labels above 0. */
    public int foregroundVoxels() {
        return labelCounts.values().stream().mapToInt(Integer::intValue).sum();
    }

    /** Share of the voxels that cropping leaves, in (0, 1]. */
    public double relativeSizeAfterCropping() {
        double left = 1;
        for (int edge : crop.size()) {
            left *= edge;
        }
        return left / grid.voxels();
    }
}
