package org.decathlete.core.metrics;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.decathlete.core.run.DecathleteException;
import org.decathlete.core.volume.Grid;

/** Whether a prediction lies on its reference's lattice. */
final class GeometryCheck {
    private static final double RELATIVE = 1e-3;
    private static final double MILLIMETRES = 1e-2;

    private GeometryCheck() {}

    /**
     * What differs without preventing a comparison, in plain words.
     *
     * @throws DecathleteException of kind DATA where the sizes differ
     */
    static List<String> differences(Path predictionFile, Grid prediction, Path referenceFile, Grid reference) {
        if (!Arrays.equals(prediction.size(), reference.size())) {
            throw DecathleteException.data("The prediction " + predictionFile + " has size "
                    + Arrays.toString(prediction.size()) + " (z, y, x), its reference " + referenceFile + " has "
                    + Arrays.toString(reference.size())
                    + ". Predict on the image that the reference was drawn on, or resample one of them.");
        }
        List<String> differences = new ArrayList<>();
        double voxel = Arrays.stream(reference.spacing()).min().orElseThrow();
        note(differences, "spacing", prediction.spacing(), reference.spacing(), RELATIVE * voxel);
        note(differences, "origin", prediction.origin(), reference.origin(), MILLIMETRES);
        note(differences, "direction", prediction.direction(), reference.direction(), RELATIVE);
        return differences;
    }

    private static void note(
            List<String> differences, String field, double[] prediction, double[] reference, double tolerance) {
        for (int i = 0; i < prediction.length; i++) {
            if (Math.abs(prediction[i] - reference[i]) > tolerance) {
                differences.add("The prediction's " + field + " " + Arrays.toString(prediction)
                        + " differs from the reference's " + Arrays.toString(reference)
                        + "; voxels were compared by index, in the reference's spacing.");
                return;
            }
        }
    }
}
