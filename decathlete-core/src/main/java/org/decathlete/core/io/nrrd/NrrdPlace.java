package org.decathlete.core.io.nrrd;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.decathlete.core.io.geometry.Affine;
import org.decathlete.core.io.text.HeaderFields;
import org.decathlete.core.volume.Grid;
import org.decathlete.core.volume.SourceHeader;

/**
 * The lines of a NRRD header that say where voxels lie: those of the source's header, word by word, where it describes the grid,
 * else made from the grid.
 *
 * @param flat whether the file has two axes of space
 * @param before what stands before {@code sizes}: the space
 * @param after what stands after {@code sizes}: the axes
 */
record NrrdPlace(boolean flat, List<String> before, List<String> after) {
    private static final List<String> OF_SPACE = List.of("space", "space dimension");
    private static final List<String> OF_THE_WHOLE = List.of("space units", "space origin", "measurement frame");
    private static final List<String> PER_AXIS = List.of("space directions", "spacings", "thicknesses", "centerings");

    static NrrdPlace of(Grid grid, int channels, Optional<SourceHeader> source) {
        return NrrdHeader.of(source)
                .flatMap(header -> kept(header.fields(), grid, channels))
                .orElseGet(() -> made(grid, channels));
    }

    private static Optional<NrrdPlace> kept(HeaderFields fields, Grid grid, int channels) {
        NrrdAxes axes = NrrdAxes.of(fields);
        if (!NrrdGeometry.grid(fields, axes).equals(grid)) {
            return Optional.empty();
        }
        List<String> before = new ArrayList<>();
        OF_SPACE.forEach(name -> fields.text(name).ifPresent(value -> before.add(name + ": " + value)));
        List<String> after = new ArrayList<>();
        for (String name : PER_AXIS) {
            List<String> entries = NrrdAxes.perAxis(fields, name, (int) fields.wholeNumber("dimension", 0));
            if (!entries.isEmpty()) {
                after.add(name + ": "
                        + axes.space().stream().map(entries::get).collect(Collectors.joining(" "))
                        + (channels > 1 ? " " + missing(name) : ""));
            }
        }
        after.add(kinds(axes.space().size(), channels));
        OF_THE_WHOLE.forEach(name -> fields.text(name).ifPresent(value -> after.add(name + ": " + value)));
        return Optional.of(new NrrdPlace(axes.shape().flat(), before, after));
    }

    private static NrrdPlace made(Grid grid, int channels) {
        Affine affine = Affine.of(grid);
        List<String> directions = new ArrayList<>();
        for (int column = 0; column < 3; column++) {
            directions.add(vector(affine.matrix()[column], affine.matrix()[3 + column], affine.matrix()[6 + column]));
        }
        if (channels > 1) {
            directions.add(missing("space directions"));
        }
        return new NrrdPlace(
                false,
                List.of("space: left-posterior-superior"),
                List.of(
                        "space directions: " + String.join(" ", directions),
                        kinds(3, channels),
                        "space origin: " + vector(affine.offset())));
    }

    private static String kinds(int axes, int channels) {
        return "kinds: " + "domain ".repeat(axes).strip() + (channels > 1 ? " list" : "");
    }

    private static String missing(String field) {
        return switch (field) {
            case "space directions" -> "none";
            case "centerings" -> "???";
            default -> "nan";
        };
    }

    private static String vector(double... values) {
        return "(" + values[0] + "," + values[1] + "," + values[2] + ")";
    }
}
