package org.decathlete.nn.augment.patch;

import java.util.List;

/**
 * What the previous stage of a cascade says about a patch.
 *
 * @param values the label values that there is a mask of, in order; none without a previous stage
 * @param labels its label map {@code [z][y][x]}, -1 where the patch sticks out of the case; empty without a previous stage
 * @param masks for each value {@code [z][y][x]}, 1 where the label map holds it, else 0
 */
public record PreviousMasks(List<Integer> values, short[] labels, byte[][] masks) {
    /** Without a previous stage. */
    public static final PreviousMasks NONE = new PreviousMasks(List.of(), new short[0], new byte[0][]);

    public PreviousMasks {
        values = List.copyOf(values);
    }

    /** Empty masks for a patch of so many voxels. */
    static PreviousMasks of(List<Integer> values, int voxels) {
        return values.isEmpty() ? NONE : new PreviousMasks(values, new short[voxels], new byte[values.size()][voxels]);
    }

    /** Makes the masks of the label map as it is now. */
    public void encode() {
        for (int i = 0; i < masks.length; i++) {
            short value = values.get(i).shortValue();
            byte[] mask = masks[i];
            for (int voxel = 0; voxel < mask.length; voxel++) {
                mask[voxel] = (byte) (labels[voxel] == value ? 1 : 0);
            }
        }
    }
}
