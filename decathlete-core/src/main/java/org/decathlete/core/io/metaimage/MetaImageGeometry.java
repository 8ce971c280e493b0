package org.decathlete.core.io.metaimage;

import java.util.Arrays;
import org.decathlete.core.io.geometry.Affine;
import org.decathlete.core.io.geometry.VolumeShape;
import org.decathlete.core.io.text.HeaderFields;
import org.decathlete.core.volume.Grid;

/**
 * Where a MetaImage's voxels lie, in LPS. Row k of {@code TransformMatrix} is the direction of the file's axis k, as ITK reads
 * it; where a field is absent the axes run along the patient's, spacing is 1, and the origin 0.
 */
final class MetaImageGeometry {
    static final String[] MATRIX = {"TransformMatrix", "Rotation", "Orientation"};
    static final String[] OFFSET = {"Offset", "Position", "Origin"};
    static final String[] SPACING = {"ElementSpacing", "ElementSize"};

    private MetaImageGeometry() {}

    static Grid grid(HeaderFields fields, VolumeShape shape) {
        int dimensions = MetaImageShape.dimensions(fields);
        int axes = Math.min(3, dimensions);
        double[] rows = numbers(fields, fields.used(MATRIX), dimensions * dimensions);
        double[] spacing = numbers(fields, fields.used(SPACING), dimensions);
        double[] declared = {1, 1, 1};
        double[] matrix = {1, 0, 0, 0, 1, 0, 0, 0, 1};
        for (int axis = 0; axis < axes; axis++) {
            double step = spacing.length == 0 ? 1 : spacing[axis];
            declared[axis] = Math.abs(step);
            for (int row = 0; row < axes; row++) {
                double along = rows.length == 0 ? matrix[3 * row + axis] : rows[axis * dimensions + row];
                matrix[3 * row + axis] = along * step;
            }
        }
        double[] offset = numbers(fields, fields.used(OFFSET), dimensions);
        double[] origin = new double[3];
        System.arraycopy(offset, 0, origin, 0, Math.min(offset.length, axes));
        Affine affine = new Affine(matrix, origin);
        if (shape.flat()) {
            affine = affine.withThirdAxisAcross();
        }
        if (!affine.isUsable()) {
            throw fields.wrong(
                    fields.used(SPACING),
                    "\"" + fields.declared(fields.used(MATRIX)) + "\" and \"" + fields.declared(fields.used(OFFSET))
                            + "\", which cannot be: the axes must be finite and span space. Export the file again");
        }
        return affine.grid(shape, declared);
    }

    private static double[] numbers(HeaderFields fields, String name, int count) {
        double[] numbers = fields.numbers(name);
        if (numbers.length != 0 && numbers.length != count) {
            throw fields.wrong(name, "which should have " + count + " numbers");
        }
        return Arrays.copyOf(numbers, numbers.length);
    }
}
