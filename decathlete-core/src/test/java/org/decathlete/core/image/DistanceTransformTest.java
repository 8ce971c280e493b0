package org.decathlete.core.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.decathlete.testkit.Properties;
import org.junit.jupiter.api.Test;

class DistanceTransformTest {

    @Test
    void agreesWithEveryPairOfVoxelsTried() {
        Properties.forAll(1, 200, random -> {
            int[] size = {random.nextInt(1, 9), random.nextInt(1, 9), random.nextInt(1, 9)};
            double[] spacing = {random.nextDouble(0.3, 4), random.nextDouble(0.3, 4), random.nextDouble(0.3, 4)};
            int[] points = some(random, size[0] * size[1] * size[2], random.nextDouble(0.01, 0.5));
            int[] all = IntStream.range(0, size[0] * size[1] * size[2]).toArray();
            DistanceTransform transform = DistanceTransform.to(points, size, spacing);
            double[] searched = transform.at(all);
            double[] everywhere = transform.everywhere();
            for (int voxel : all) {
                double expected = tried(voxel, points, size, spacing);
                assertThat(searched[voxel]).isCloseTo(expected, within(1e-12 * Math.max(1, expected)));
                assertThat(everywhere[voxel]).isCloseTo(expected, within(1e-12 * Math.max(1, expected)));
            }
        });
    }

    /** Rows of several words, and points beyond what is seen at once. */
    @Test
    void agreesWithEveryPointTriedInWideLattices() {
        Properties.forAll(300, 60, random -> {
            int[] size = {random.nextInt(1, 40), random.nextInt(1, 40), random.nextInt(60, 200)};
            double[] spacing = {random.nextDouble(0.3, 4), random.nextDouble(0.3, 4), random.nextDouble(0.3, 4)};
            int voxels = size[0] * size[1] * size[2];
            int[] points =
                    random.ints(random.nextInt(1, 30), 0, voxels).sorted().toArray();
            int[] asked = random.ints(random.nextInt(1, 20), 0, voxels).toArray();
            double[] distances = DistanceTransform.to(points, size, spacing).at(asked);
            for (int i = 0; i < asked.length; i++) {
                double expected = tried(asked[i], points, size, spacing);
                assertThat(distances[i]).isCloseTo(expected, within(1e-12 * Math.max(1, expected)));
            }
        });
    }

    @Test
    void goesOnByPlanesWhereTheSearchIsSlow() {
        int[] size = {30, 40, 30};
        double[] spacing = {2.5, 0.9, 1.1};
        int[] points = {0};
        int[] far = IntStream.range(0, 36000).filter(i -> i % 7 == 3).toArray();
        double[] distances = DistanceTransform.to(points, size, spacing).at(far);
        for (int i = 0; i < far.length; i++) {
            double expected = tried(far[i], points, size, spacing);
            assertThat(distances[i]).isCloseTo(expected, within(1e-12 * Math.max(1, expected)));
        }
    }

    @Test
    void isInfiniteWithoutPoints() {
        DistanceTransform transform = DistanceTransform.to(new int[0], new int[] {2, 3, 4}, new double[] {1, 1, 1});
        assertThat(transform.at(new int[] {5, 23})).containsOnly(Double.POSITIVE_INFINITY);
        assertThat(transform.everywhere()).hasSize(24).containsOnly(Double.POSITIVE_INFINITY);
    }

    private static int[] some(SplittableRandom random, int voxels, double share) {
        return IntStream.range(0, voxels)
                .filter(i -> random.nextDouble() < share)
                .toArray();
    }

    private static double tried(int voxel, int[] points, int[] size, double[] spacing) {
        double best = Double.POSITIVE_INFINITY;
        for (int point : points) {
            double z = (voxel / size[2] / size[1] - point / size[2] / size[1]) * spacing[0];
            double y = (voxel / size[2] % size[1] - point / size[2] % size[1]) * spacing[1];
            double x = (voxel % size[2] - point % size[2]) * spacing[2];
            best = Math.min(best, Math.sqrt(z * z + y * y + x * x));
        }
        return best;
    }
}
