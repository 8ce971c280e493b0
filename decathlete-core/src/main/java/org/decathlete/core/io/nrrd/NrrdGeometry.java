package org.decathlete.core.io.nrrd;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.decathlete.core.io.geometry.Affine;
import org.decathlete.core.io.text.HeaderFields;
import org.decathlete.core.volume.Grid;

/**
 * Where a NRRD file's voxels lie: by {@code space directions} and {@code space origin}, else by {@code spacings} alone. RAS, LAS
 * and every other space of the patient become LPS; a space that does not name the patient is taken for LPS, as ITK does.
 */
final class NrrdGeometry {
    private static final Map<Character, Integer> ROWS = Map.of('l', 0, 'r', 0, 'p', 1, 'a', 1, 's', 2, 'i', 2);
    private static final String LPS = "lps";

    private NrrdGeometry() {}

    static Grid grid(HeaderFields fields, NrrdAxes axes) {
        int dimension = spaceDimension(fields);
        double[] spacing = {1, 1, 1};
        Affine affine = fields.text("space directions").isPresent()
                ? byDirections(fields, axes, dimension)
                : bySpacings(fields, axes, spacing);
        if (axes.shape().flat()) {
            affine = affine.withThirdAxisAcross();
        }
        affine = affine.flipped(signs(fields));
        if (!affine.isUsable()) {
            String field = fields.used("space directions", "spacings");
            throw fields.wrong(
                    field,
                    "with \"" + fields.declared("space origin")
                            + "\", which cannot be: the axes must be finite and span space. Export the file again");
        }
        return affine.grid(axes.shape(), spacing);
    }

    private static Affine byDirections(HeaderFields fields, NrrdAxes axes, int dimension) {
        int count = (int) fields.wholeNumber("dimension", 0);
        List<String> directions = NrrdAxes.perAxis(fields, "space directions", count);
        double[] matrix = new double[9];
        for (int column = 0; column < axes.space().size(); column++) {
            String vector =
                    directions.isEmpty() ? "" : directions.get(axes.space().get(column));
            double[] numbers = vector(fields, "space directions", vector, dimension);
            for (int row = 0; row < numbers.length; row++) {
                matrix[3 * row + column] = numbers[row];
            }
        }
        return new Affine(matrix, origin(fields, dimension));
    }

    /** A spacing that is absent or no number counts as 1, a sign is dropped. */
    private static Affine bySpacings(HeaderFields fields, NrrdAxes axes, double[] spacing) {
        int count = (int) fields.wholeNumber("dimension", 0);
        List<String> spacings = NrrdAxes.perAxis(fields, "spacings", count);
        for (int column = 0; column < axes.space().size() && !spacings.isEmpty(); column++) {
            double value =
                    Math.abs(fields.number("spacings", spacings.get(axes.space().get(column))));
            spacing[column] = value > 0 && Double.isFinite(value) ? value : 1;
        }
        double[] matrix = {spacing[0], 0, 0, 0, spacing[1], 0, 0, 0, spacing[2]};
        return new Affine(matrix, origin(fields, spaceDimension(fields)));
    }

    private static double[] origin(HeaderFields fields, int dimension) {
        String text = fields.text("space origin").orElse("").strip();
        double[] origin = text.isEmpty() ? new double[3] : vector(fields, "space origin", text, dimension);
        return Arrays.copyOf(origin, 3);
    }

    private static double[] vector(HeaderFields fields, String name, String text, int dimension) {
        if (!text.startsWith("(") || !text.endsWith(")")) {
            throw fields.wrong(name, "where a vector like (1,0,0) is needed");
        }
        String[] words = text.substring(1, text.length() - 1).split(",", -1);
        if (words.length != dimension) {
            throw fields.wrong(name, "where vectors of " + dimension + " numbers are needed");
        }
        return Arrays.stream(words)
                .mapToDouble(word -> fields.number(name, word.strip()))
                .toArray();
    }

    private static int spaceDimension(HeaderFields fields) {
        long dimension = fields.text("space").isPresent() ? 3 : fields.wholeNumber("space dimension", 3);
        if (dimension != 2 && dimension != 3) {
            throw fields.wrong("space dimension", "which is not supported; it can be 2 or 3");
        }
        return (int) dimension;
    }

    /** What takes the file's space to LPS. */
    private static double[] signs(HeaderFields fields) {
        String space = fields.text("space").orElse(LPS).toLowerCase(Locale.ROOT);
        if (space.equals("scanner-xyz") || space.equals("3d-right-handed") || space.equals("3d-left-handed")) {
            space = LPS;
        }
        String letters = space.matches("[a-z]+-[a-z]+-[a-z]+") ? initials(space) : space;
        double[] signs = new double[3];
        for (int i = 0; i < letters.length() && letters.length() == 3; i++) {
            Integer row = ROWS.get(letters.charAt(i));
            if (row != null && row == i) {
                signs[row] = LPS.indexOf(letters.charAt(i)) >= 0 ? 1 : -1;
            }
        }
        if (signs[0] * signs[1] * signs[2] == 0) {
            throw fields.wrong(
                    "space",
                    "which is not supported; it can be left-posterior-superior, right-anterior-superior or"
                            + " left-anterior-superior");
        }
        return signs;
    }

    private static String initials(String space) {
        return Arrays.stream(space.split("-")).map(word -> word.substring(0, 1)).reduce("", String::concat);
    }
}
