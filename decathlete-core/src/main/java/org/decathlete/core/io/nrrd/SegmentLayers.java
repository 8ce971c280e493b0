package org.decathlete.core.io.nrrd;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.decathlete.core.io.format.StoredVolume;
import org.decathlete.core.io.format.VolumeReader;
import org.decathlete.core.io.text.HeaderLines;
import org.decathlete.core.run.DecathleteException;
import org.decathlete.core.volume.LabelVolume;

/**
 * Lays the layers of a 3D Slicer segmentation on each other. The label values stay where no two segments share one; else each
 * segment gets its number in the file's list, from 1 on, because Slicer counts anew in every layer.
 */
final class SegmentLayers {
    private final List<Segment> segments;
    private final Map<Integer, Map<Integer, Integer>> byLayer = new HashMap<>();

    SegmentLayers(List<Segment> segments) {
        this.segments = segments;
        for (int i = 0; i < segments.size(); i++) {
            Segment segment = segments.get(i);
            byLayer.computeIfAbsent(segment.layer(), layer -> new HashMap<>()).put(segment.labelValue(), i);
        }
    }

    /**
     * Reads and merges.
     *
     * @throws DecathleteException of kind DATA when segments overlap, naming them, or a voxel belongs to none
     */
    LabelVolume read(StoredVolume stored) {
        short[] owners = VolumeReader.allocateLabels(stored);
        Map<String, Long> overlaps = new TreeMap<>();
        Map<String, Long> strangers = new TreeMap<>();
        VolumeReader.decode(stored, (layer, index, values, from, count) -> {
            Map<Integer, Integer> known = byLayer.getOrDefault(layer, Map.of());
            for (int i = 0; i < count; i++) {
                int value = VolumeReader.label(values[from + i], index + i);
                if (value != 0) {
                    Integer segment = known.get(value);
                    if (segment == null) {
                        strangers.merge("value " + value + " in layer " + layer, 1L, Long::sum);
                    } else if (owners[index + i] != 0) {
                        overlaps.merge(pair(owners[index + i] - 1, segment), 1L, Long::sum);
                    } else {
                        owners[index + i] = (short) (segment + 1);
                    }
                }
            }
        });
        requireNone(stored, strangers, "holds voxels that belong to no segment of its header");
        requireNone(
                stored,
                overlaps,
                "has segments that overlap, which one label map cannot say; separate them in 3D Slicer");
        short[] labels = labels();
        for (int i = 0; i < owners.length; i++) {
            owners[i] = owners[i] == 0 ? 0 : labels[owners[i] - 1];
        }
        return new LabelVolume(stored.grid(), owners, stored.header());
    }

    private short[] labels() {
        boolean distinct = segments.stream().map(Segment::labelValue).distinct().count() == segments.size();
        short[] labels = new short[segments.size()];
        for (int i = 0; i < labels.length; i++) {
            labels[i] = (short) (distinct ? segments.get(i).labelValue() : i + 1);
        }
        return labels;
    }

    private String pair(int first, int second) {
        return "\"" + HeaderLines.excerpt(segments.get(first).name()) + "\" and \""
                + HeaderLines.excerpt(segments.get(second).name()) + "\"";
    }

    private static void requireNone(StoredVolume stored, Map<String, Long> found, String what) {
        if (!found.isEmpty()) {
            List<String> entries = new ArrayList<>();
            found.entrySet().stream()
                    .limit(10)
                    .forEach(entry -> entries.add(entry.getKey() + " (" + entry.getValue() + " voxels)"));
            throw DecathleteException.data(
                    stored.voxels().content().file() + " " + what + ": " + String.join(", ", entries));
        }
    }
}
