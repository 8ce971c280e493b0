package org.decathlete.core.io.tiff;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.decathlete.core.run.DecathleteException;
import org.decathlete.core.run.Json;
import tools.jackson.databind.JsonNode;

/**
 * The JSON file beside a TIFF that holds its spacing, as nnU-Net's Tiff3DIO has it: {@code case.json} with
 * {@code {"spacing": [z, y, x]}} for case_0000.tif and for case.tif.
 */
final class SpacingFile {
    private static final String SPACING = "spacing";
    private static final long LONGEST = 1 << 16;

    private SpacingFile() {}

    /**
     * The file, where there is one.
     *
     * @param stem the TIFF's name without ending
     */
    static Optional<Path> beside(Path tiff, String stem) {
        return List.of(stem, stem.replaceFirst("_\\d{4}$", "")).stream()
                .map(name -> tiff.resolveSibling(name + ".json"))
                .filter(Files::isRegularFile)
                .findFirst();
    }

    /** The spacing (z, y, x) in mm that stands beside a TIFF. */
    static Optional<double[]> spacing(Path tiff, String stem) {
        return beside(tiff, stem).map(SpacingFile::read);
    }

    /** Writes the spacing (z, y, x) beside a TIFF. */
    static void write(Path tiff, String stem, double[] spacing) {
        Json.write(tiff.resolveSibling(stem + ".json"), Map.of(SPACING, spacing));
    }

    private static double[] read(Path file) {
        try {
            if (Files.size(file) > LONGEST) {
                throw DecathleteException.data(file + " is too long for a file that holds a TIFF's spacing");
            }
        } catch (IOException e) {
            throw DecathleteException.data(file + " cannot be read (" + e + ")", e);
        }
        JsonNode node = Json.read(file).path(SPACING);
        double[] spacing = new double[3];
        for (int axis = 0; axis < 3; axis++) {
            spacing[axis] = node.path(axis).asDouble(Double.NaN);
            if (!(spacing[axis] > 0) || Double.isInfinite(spacing[axis]) || node.size() != 3) {
                throw DecathleteException.data(file + " has the " + SPACING + " "
                        + (node.isMissingNode() ? "missing" : node)
                        + "; it should be three numbers above 0, along (z, y, x) in mm");
            }
        }
        return spacing;
    }
}
