package org.decathlete.core.plan;

import static org.assertj.core.api.Assertions.assertThat;

import org.decathlete.testkit.Properties;
import org.junit.jupiter.api.Test;

/** What holds for every patch and spacing. */
class TopologyTest {

    @Test
    void paddedPatchIsTheSmallestThatTheStridesDivide() {
        Properties.forAll(1, 500, random -> {
            int dimensions = random.nextInt(2, 4);
            double[] spacing = new double[dimensions];
            double[] patch = new double[dimensions];
            for (int axis = 0; axis < dimensions; axis++) {
                spacing[axis] = random.nextDouble(0.3, 8);
                patch[axis] = random.nextInt(10, 1000) / 2.0;
            }
            Topology topology = Topology.of(spacing, patch);
            int[] product = new int[dimensions];
            for (int axis = 0; axis < dimensions; axis++) {
                product[axis] = 1;
                for (var stride : topology.strides()) {
                    product[axis] *= stride.get(axis);
                }
                int padded = topology.patch()[axis];
                assertThat(product[axis]).isEqualTo(topology.divisor()[axis]);
                assertThat(padded % product[axis]).isZero();
                assertThat((double) padded).isGreaterThanOrEqualTo(patch[axis]).isLessThan(patch[axis] + product[axis]);
                assertThat(product[axis] == 1 || padded / product[axis] >= 4).isTrue();
            }
            assertThat(topology.kernels()).hasSameSizeAs(topology.strides());
        });
    }

    @Test
    void keepsTheTopologyOfItsOwnPaddedPatch() {
        Topology once = Topology.of(new double[] {1, 1, 1}, new double[] {36, 50, 35});
        assertThat(once.patch()).containsExactly(40, 56, 40);
        assertThat(Topology.of(new double[] {1, 1, 1}, new double[] {40, 56, 40})
                        .strides())
                .isEqualTo(once.strides());
    }
}
