package org.decathlete.core.io.nrrd;

import java.util.ArrayList;
import java.util.List;

/**
 * One segment of a 3D Slicer segmentation.
 *
 * @param name what the user called it
 * @param layer the layer of the file that holds it
 * @param labelValue its voxels' value in that layer
 */
record Segment(String name, int layer, int labelValue) {

    /** The segments that a NRRD header lists; none where it is no segmentation. Before Slicer 5 each had a layer of its own. */
    static List<Segment> of(NrrdHeader header) {
        List<Segment> segments = new ArrayList<>();
        String prefix = "Segment0_";
        while (header.keys().containsKey(prefix + "ID") || header.keys().containsKey(prefix + "Name")) {
            int index = segments.size();
            String id = header.keys().getOrDefault(prefix + "ID", "Segment" + index);
            segments.add(new Segment(
                    header.keys().getOrDefault(prefix + "Name", id),
                    number(header, prefix + "Layer", index),
                    number(header, prefix + "LabelValue", 1)));
            prefix = "Segment" + segments.size() + "_";
            if (segments.size() > Short.MAX_VALUE) {
                throw header.fields().wrongKey(prefix + "ID", "", "which is one more than labels can count");
            }
        }
        return segments;
    }

    private static int number(NrrdHeader header, String key, int otherwise) {
        String value = header.keys().get(key);
        if (value == null) {
            return otherwise;
        }
        if (!value.matches("\\d{1,5}") || Integer.parseInt(value) > Short.MAX_VALUE) {
            throw header.fields().wrongKey(key, value, "where a whole number from 0 to 32767 is needed");
        }
        return Integer.parseInt(value);
    }
}
