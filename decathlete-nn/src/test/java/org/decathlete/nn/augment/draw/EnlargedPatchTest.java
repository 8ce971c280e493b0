package org.decathlete.nn.augment.draw;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Values of nnU-Net's get_patch_size. */
class EnlargedPatchTest {

    @ParameterizedTest
    @CsvSource({
        "40, 56, 40, 73, 80, 64",
        "128, 128, 128, 205, 205, 205",
        "160, 192, 160, 275, 289, 257",
        "64, 192, 192, 178, 308, 233"
    })
    void inSpaceForThirtyDegrees(int z, int y, int x, int ez, int ey, int ex) {
        double angle = Math.toRadians(30);
        assertThat(EnlargedPatch.spatial(new int[] {z, y, x}, new double[] {angle, angle, angle}, 0.85))
                .containsExactly(ez, ey, ex);
    }

    @ParameterizedTest
    @CsvSource({"56, 40, 180, 65, 65", "512, 512, 180, 602, 602", "56, 40, 15, 75, 47"})
    void inThePlane(int y, int x, double degrees, int ey, int ex) {
        assertThat(EnlargedPatch.planar(new int[] {1, y, x}, Math.toRadians(degrees), 0.85))
                .containsExactly(1, ey, ex);
    }

    @Test
    void withoutTurningOnlyTheShrinkCounts() {
        assertThat(EnlargedPatch.spatial(new int[] {17, 34, 51}, new double[3], 0.85))
                .containsExactly(20, 40, 60);
    }
}
