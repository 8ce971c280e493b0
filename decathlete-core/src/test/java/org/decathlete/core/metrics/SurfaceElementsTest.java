package org.decathlete.core.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

/** Areas of cells that geometry gives at once, and the symmetries that a table must have. */
class SurfaceElementsTest {
    private static final double[] UNIT = {1, 1, 1};
    private static final double[] STRETCHED = {3, 2, 0.5};

    @Test
    void areasOfSimpleCells() {
        double[] unit = SurfaceElements.areas(UNIT);
        assertThat(unit[0]).isZero();
        assertThat(unit[255]).isZero();
        assertThat(unit[1]).isCloseTo(Math.sqrt(3) / 8, within(1e-12));
        assertThat(unit[0b0011]).isCloseTo(Math.sqrt(0.5), within(1e-12));
        assertThat(unit[0b1111]).isCloseTo(1, within(1e-12));
        // Corner 0 and its three neighbours: a regular hexagon with sides of half a face diagonal.
        assertThat(unit[0b00010111]).isCloseTo(1.5 * Math.sqrt(3) * 0.5, within(1e-12));
        // All corners of one tetrahedron: each cut off by itself.
        assertThat(unit[0b01101001]).isCloseTo(4 * Math.sqrt(3) / 8, within(1e-12));
    }

    @Test
    void stretchesWithTheSpacing() {
        double[] areas = SurfaceElements.areas(STRETCHED);
        // Corners 0 to 3 are one face across x: its area is z times y.
        assertThat(areas[0b1111]).isCloseTo(6, within(1e-12));
        // Corners 0 and 1 differ along y: half the diagonals of z and x, along y.
        assertThat(areas[0b0011]).isCloseTo(2 * Math.hypot(1.5, 0.25), within(1e-12));
    }

    @Test
    void complementsAndMirrorImagesHaveTheSameArea() {
        double[] areas = SurfaceElements.areas(STRETCHED);
        for (int code = 1; code < 255; code++) {
            assertThat(areas[code]).as("code %s", code).isPositive();
            assertThat(areas[code ^ 255]).isCloseTo(areas[code], within(1e-12));
            for (int axis = 1; axis < 8; axis *= 2) {
                assertThat(areas[mirrored(code, axis)]).isCloseTo(areas[code], within(1e-12));
            }
        }
    }

    @Test
    void lengthsOfContours() {
        double[] lengths = SurfaceElements.lengths(new double[] {9, 3, 4});
        assertThat(lengths)
                .containsExactly(
                        new double[] {0, 2.5, 2.5, 3, 2.5, 4, 5, 2.5, 2.5, 5, 4, 2.5, 3, 2.5, 2.5, 0}, within(1e-12));
    }

    private static int mirrored(int code, int axis) {
        int mirrored = 0;
        for (int corner = 0; corner < 8; corner++) {
            mirrored |= (code >> corner & 1) << (corner ^ axis);
        }
        return mirrored;
    }
}
