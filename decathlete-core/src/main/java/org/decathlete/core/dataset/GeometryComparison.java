package org.decathlete.core.dataset;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.decathlete.core.volume.Grid;

/** Whether two files of one case lie on the same grid, and in words where they do not. Differences of rounding count as none. */
public final class GeometryComparison {
    private static final double SPACING_TOLERANCE = 1e-5;
    /** In voxels: below this no resampling would notice. */
    private static final double PLACE_TOLERANCE = 0.01;

    private final String first;
    private final Grid firstGrid;
    private final String second;
    private final Grid secondGrid;

    /**
     * Of two files.
     *
     * @param firstGrid where the first file's voxels lie
     * @param secondGrid where the second file's voxels lie
     */
    public GeometryComparison(Path first, Grid firstGrid, Path second, Grid secondGrid) {
        this.first = parentAndName(first);
        this.firstGrid = firstGrid;
        this.second = parentAndName(second);
        this.secondGrid = secondGrid;
    }

    /** What makes it impossible to lay one voxel on the other: sizes and spacings. */
    public List<String> mismatches() {
        List<String> found = new ArrayList<>();
        if (!Arrays.equals(firstGrid.size(), secondGrid.size())) {
            found.add(second + " has size " + Arrays.toString(secondGrid.size()) + " (z, y, x), but " + first + " has "
                    + Arrays.toString(firstGrid.size()));
        }
        double[] spacing = firstGrid.spacing();
        double[] other = secondGrid.spacing();
        for (int axis = 0; axis < 3; axis++) {
            if (Math.abs(spacing[axis] - other[axis]) > SPACING_TOLERANCE * Math.abs(spacing[axis])) {
                found.add(second + " has spacing " + millimetres(other) + " mm (z, y, x), but " + first + " has "
                        + millimetres(spacing) + " mm");
                break;
            }
        }
        return found;
    }

    /** What puts the two at different places of the patient although their voxels correspond. */
    public List<String> displacements() {
        List<String> found = new ArrayList<>();
        double smallest = Arrays.stream(firstGrid.spacing()).min().orElseThrow();
        double[] origin = firstGrid.origin();
        double[] other = secondGrid.origin();
        double distance = Math.sqrt(squaredDistance(origin, other));
        if (distance > PLACE_TOLERANCE * smallest) {
            found.add(second + " has its origin at " + millimetres(other) + " mm (x, y, z in LPS), but " + first
                    + " at " + millimetres(origin) + " mm: " + millimetres(distance) + " mm apart");
        }
        double turned = largestDisplacement();
        if (turned > PLACE_TOLERANCE * smallest) {
            found.add(second + " has another direction than " + first + ": " + millimetres(secondGrid.direction())
                    + " instead of " + millimetres(firstGrid.direction()) + ", which moves the farthest corner by "
                    + millimetres(turned) + " mm");
        }
        return found;
    }

    /** How far apart the two directions place the corner that lies farthest off, origins laid upon each other. */
    private double largestDisplacement() {
        double largest = 0;
        int[] size = firstGrid.size();
        for (int corner = 1; corner < 8; corner++) {
            double[] moved = new double[3];
            for (int axis = 0; axis < 3; axis++) {
                double along = (corner >> axis & 1)
                        * Math.max(1, size[axis] - 1)
                        * firstGrid.spacing()[axis];
                for (int row = 0; row < 3; row++) {
                    moved[row] += along
                            * (firstGrid.direction()[3 * row + axis]
                                    - secondGrid.direction()[3 * row + axis]);
                }
            }
            largest = Math.max(largest, Math.sqrt(squaredDistance(moved, new double[3])));
        }
        return largest;
    }

    private static double squaredDistance(double[] a, double[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += (a[i] - b[i]) * (a[i] - b[i]);
        }
        return sum;
    }

    private static String parentAndName(Path file) {
        Path parent = file.getParent();
        Path folder = parent == null ? null : parent.getFileName();
        return folder == null ? file.toString() : folder + "/" + file.getFileName();
    }

    private static String millimetres(double... values) {
        StringBuilder text = new StringBuilder();
        for (double value : values) {
            text.append(text.isEmpty() ? "" : ", ").append(number(value));
        }
        return values.length == 1 ? text.toString() : "[" + text + "]";
    }

    private static String number(double value) {
        String text = String.format(Locale.ROOT, "%.6f", value);
        return text.replaceAll("0+$", "").replaceAll("\\.$", "");
    }
}
