package org.decathlete.core.io.metaimage;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.decathlete.core.io.geometry.VolumeShape;
import org.decathlete.core.io.text.HeaderFields;
import org.decathlete.core.volume.Grid;
import org.decathlete.core.volume.SourceHeader;

/**
 * The lines of a MetaImage header that say where voxels lie: those of the source's header, word by word, where it describes the
 * grid in as many dimensions, else made from the grid.
 *
 * @param flat whether the file has two dimensions
 */
record MetaImagePlace(boolean flat, List<String> lines) {

    static MetaImagePlace of(Grid grid, int channels, Optional<SourceHeader> source) {
        return MetaImageHeader.of(source)
                .map(MetaImageHeader::fields)
                .filter(fields -> describes(fields, grid, channels))
                .map(MetaImagePlace::kept)
                .orElseGet(() -> made(grid, channels));
    }

    private static boolean describes(HeaderFields fields, Grid grid, int channels) {
        VolumeShape shape = MetaImageShape.of(fields);
        int dimensions = (shape.flat() ? 2 : 3) + (channels > 1 ? 1 : 0);
        return MetaImageShape.dimensions(fields) == dimensions
                && !(shape.flat() && channels > 1)
                && MetaImageGeometry.grid(fields, shape).equals(grid);
    }

    private static MetaImagePlace kept(HeaderFields fields) {
        List<String> lines = new ArrayList<>();
        Stream.of(
                        MetaImageGeometry.MATRIX,
                        MetaImageGeometry.OFFSET,
                        new String[] {"CenterOfRotation"},
                        new String[] {"AnatomicalOrientation"},
                        MetaImageGeometry.SPACING)
                .map(fields::used)
                .forEach(name -> fields.text(name).ifPresent(value -> lines.add(name + " = " + value)));
        return new MetaImagePlace(MetaImageShape.of(fields).flat(), lines);
    }

    private static MetaImagePlace made(Grid grid, int channels) {
        boolean fourth = channels > 1;
        double[] direction = grid.direction();
        double[] spacing = grid.spacing();
        List<String> rows = new ArrayList<>();
        for (int axis = 2; axis >= 0; axis--) {
            rows.add(numbers(direction[axis], direction[3 + axis], direction[6 + axis]) + (fourth ? " 0" : ""));
        }
        if (fourth) {
            rows.add("0 0 0 1");
        }
        return new MetaImagePlace(
                false,
                List.of(
                        "TransformMatrix = " + String.join(" ", rows),
                        "Offset = " + numbers(grid.origin()) + (fourth ? " 0" : ""),
                        "CenterOfRotation = 0 0 0" + (fourth ? " 0" : ""),
                        "ElementSpacing = " + numbers(spacing[2], spacing[1], spacing[0]) + (fourth ? " 1" : "")));
    }

    private static String numbers(double... values) {
        return Arrays.stream(values).mapToObj(String::valueOf).collect(Collectors.joining(" "));
    }
}
