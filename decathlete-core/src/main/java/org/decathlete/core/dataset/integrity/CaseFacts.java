package org.decathlete.core.dataset.integrity;

import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.decathlete.core.dataset.Labels;

/**
 * What a case's files hold.
 *
 * @param id the case
 * @param size voxels of the image along (z, y, x); empty where it could not be read
 * @param spacing mm along (z, y, x); empty where the image could not be read
 * @param voxelsPerLabel how many voxels have each label that occurs; empty where the label map could not be read
 * @param sha256 hash of each file's bytes by its path relative to the dataset's folder
 * @param imageHash hash of the image's size and voxels, equal for equal voxels however the files were compressed; empty where it
 *     could not be read, or an earlier version wrote these facts
 */
public record CaseFacts(
        String id,
        List<Integer> size,
        List<Double> spacing,
        SortedMap<Integer, Long> voxelsPerLabel,
        SortedMap<String, String> sha256,
        String imageHash) {
    public CaseFacts {
        size = List.copyOf(size);
        spacing = List.copyOf(spacing);
        voxelsPerLabel = new TreeMap<>(voxelsPerLabel);
        sha256 = new TreeMap<>(sha256);
        imageHash = imageHash == null ? "" : imageHash;
    }

    /** Volume of one voxel in mm³; 1 where the image could not be read. */
    public double voxelVolume() {
        return spacing.stream().reduce(1.0, (a, b) -> a * b);
    }

    /** Number of voxels above 0 that are not the ignore label. */
    long foregroundVoxels(Labels labels) {
        return voxelsPerLabel.entrySet().stream()
                .filter(entry -> entry.getKey() > 0 && !entry.getKey().equals(labels.ignore()))
                .mapToLong(Map.Entry::getValue)
                .sum();
    }
}
