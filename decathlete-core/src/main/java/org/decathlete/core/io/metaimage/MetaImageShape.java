package org.decathlete.core.io.metaimage;

import java.util.Arrays;
import org.decathlete.core.io.geometry.VolumeShape;
import org.decathlete.core.io.text.HeaderFields;

/** The extents that a MetaImage header declares: channels are a vector per voxel, or the fourth dimension. */
final class MetaImageShape {

    private MetaImageShape() {}

    static VolumeShape of(HeaderFields fields) {
        int dimensions = dimensions(fields);
        long[] sizes = fields.wholeNumbers("DimSize");
        if (sizes.length != dimensions) {
            throw fields.wrong("DimSize", "but \"" + fields.declared("NDims") + "\"; there must be as many");
        }
        long vector = vector(fields);
        long fourth = dimensions == 4 ? sizes[3] : 1;
        if (vector > 1 && fourth > 1) {
            throw fields.wrong(
                    "DimSize",
                    "with \"" + fields.declared("ElementNumberOfChannels") + "\": only one of the two can be channels");
        }
        return VolumeShape.of(
                fields.file(),
                fields.declared("DimSize"),
                Arrays.copyOf(sizes, Math.min(dimensions, 3)),
                vector > 1 ? vector : fourth);
    }

    static int dimensions(HeaderFields fields) {
        long dimensions = fields.wholeNumber("NDims", 0);
        if (dimensions < 2 || dimensions > 4) {
            throw fields.wrong("NDims", "which is not supported; it can be 2, 3 or 4");
        }
        return (int) dimensions;
    }

    /** How many voxels of one channel stand together. */
    static int run(HeaderFields fields, VolumeShape shape) {
        return vector(fields) > 1 ? 1 : (int) shape.voxels();
    }

    private static long vector(HeaderFields fields) {
        return fields.wholeNumber("ElementNumberOfChannels", 1);
    }
}
