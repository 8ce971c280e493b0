package org.decathlete.nn.augment.spatial;

import org.decathlete.nn.augment.draw.Turn;
import org.decathlete.nn.augment.patch.Patch;
import org.decathlete.nn.augment.patch.PatchReader;
import org.jspecify.annotations.Nullable;

/** Cuts a patch out of an enlarged one, turned, or its centre as it is, read straight from the case. Not thread-safe. */
public final class SpatialTransform {
    private final AffineSampling affine = new AffineSampling();
    private final PlanarSampling inPlane = new PlanarSampling();

    /**
     * Fills a patch: image 0 and label -1 where it reaches beyond the enlarged patch or the case.
     *
     * @param reader the case
     * @param start where the enlarged patch begins in the case (z, y, x), may be negative
     * @param enlarged its extent (z, y, x)
     * @param patch overwritten
     * @param turn how it is turned; null for not at all
     */
    public void cut(PatchReader reader, int[] start, int[] enlarged, Patch patch, @Nullable Turn turn) {
        if (turn == null) {
            centre(reader, start, enlarged, patch);
        } else if (turn.isPlanar()) {
            inPlane.sample(reader, start, enlarged, turn.matrix(), patch);
        } else {
            affine.sample(reader, start, enlarged, turn.matrix(), patch);
        }
    }

    /** Fills a patch with the middle of the enlarged patch, as it is; arguments as for {@link #cut}. */
    public static void centre(PatchReader reader, int[] start, int[] enlarged, Patch patch) {
        int[] from = centre(start, enlarged, patch.size());
        for (int channel = 0; channel < patch.channels().length; channel++) {
            reader.readImage(channel, from, patch.size(), patch.channels()[channel]);
        }
        reader.readLabels(from, patch.size(), patch.labels());
        if (patch.previous().labels().length > 0) {
            reader.readPrevious(from, patch.size(), patch.previous().labels());
        }
    }

    /** Where the middle of the enlarged patch begins in the case. */
    static int[] centre(int[] start, int[] enlarged, int[] patch) {
        int[] from = new int[3];
        for (int axis = 0; axis < 3; axis++) {
            from[axis] = start[axis] + enlarged[axis] / 2 - patch[axis] / 2;
        }
        return from;
    }
}
