package org.decathlete.nn.augment.spatial;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.decathlete.nn.augment.draw.Turn;
import org.decathlete.nn.augment.patch.ArrayReader;
import org.decathlete.nn.augment.patch.Patch;
import org.decathlete.testkit.Properties;
import org.junit.jupiter.api.Test;

class SpatialTransformTest {

    @Test
    void affineSamplingEqualsItsDefinition() {
        Properties.forAll(1, 30, random -> {
            int[] shape = {random.nextInt(5, 14), random.nextInt(5, 14), random.nextInt(5, 14)};
            ArrayReader reader = ArrayReader.random(shape, 2, random);
            Patch patch = Patch.empty(new int[] {6, 7, 8}, 2);
            int[] enlarged = {random.nextInt(6, 13), random.nextInt(7, 13), random.nextInt(8, 13)};
            int[] start = {random.nextInt(-3, 4), random.nextInt(-3, 4), random.nextInt(-3, 4)};
            double[] matrix = Turn.spatial(
                            new double[] {random.nextDouble() * 3, random.nextDouble(), -random.nextDouble()},
                            random.nextDouble(0.7, 1.4))
                    .matrix();
            new AffineSampling().sample(reader, start, enlarged, matrix, patch);
            compare(reader, start, enlarged, matrix, patch);
        });
    }

    @Test
    void planarSamplingEqualsItsDefinition() {
        Properties.forAll(50, 30, random -> {
            int[] shape = {random.nextInt(2, 6), random.nextInt(5, 14), random.nextInt(5, 14)};
            ArrayReader reader = ArrayReader.random(shape, 1, random);
            Patch patch = Patch.empty(new int[] {4, 7, 8}, 1);
            int[] enlarged = {4, random.nextInt(7, 13), random.nextInt(8, 13)};
            int[] start = {random.nextInt(-3, 4), random.nextInt(-3, 4), random.nextInt(-3, 4)};
            Turn turn = Turn.planar(random.nextDouble(-3, 3), random.nextDouble(0.7, 1.4));
            new PlanarSampling().sample(reader, start, enlarged, turn.matrix(), patch);
            compare(reader, start, enlarged, turn.inSpace(), patch);
        });
    }

    @Test
    void quarterTurnMovesVoxelsWithoutChangingThem() {
        SplittableRandom random = new SplittableRandom(3);
        ArrayReader reader = ArrayReader.random(new int[] {5, 5, 5}, 1, random);
        Patch patch = Patch.empty(new int[] {5, 5, 5}, 1);
        double[] matrix = Turn.spatial(new double[] {Math.PI / 2, 0, 0}, 1).matrix();
        new AffineSampling().sample(reader, new int[3], new int[] {5, 5, 5}, matrix, patch);
        for (int y = 0; y < 5; y++) {
            for (int x = 0; x < 5; x++) {
                assertThat(patch.channels()[0][y * 5 + x]).isCloseTo(reader.image(0, 0, 4 - x, y), within(1e-5f));
                assertThat(patch.labels()[y * 5 + x]).isEqualTo(reader.label(0, 4 - x, y));
            }
        }
    }

    @Test
    void withoutTurningTheCentreIsReadAsItIs() {
        ArrayReader reader = ArrayReader.random(new int[] {9, 9, 9}, 1, new SplittableRandom(4));
        Patch patch = Patch.empty(new int[] {4, 5, 6}, 1);
        new SpatialTransform().cut(reader, new int[] {-2, 1, 0}, new int[] {9, 8, 9}, patch, null);
        assertThat(patch.channels()[0][0]).isEqualTo(reader.image(0, 0, 3, 1));
        assertThat(patch.labels()[0]).isEqualTo(reader.label(0, 3, 1));
        assertThat(patch.channels()[0][(3 * 5 + 4) * 6 + 5]).isEqualTo(reader.image(0, 3, 7, 6));
    }

    private static void compare(ArrayReader reader, int[] start, int[] enlarged, double[] matrix, Patch patch) {
        int[] size = patch.size();
        for (int i = 0; i < patch.voxels(); i++) {
            int[] voxel = {i / (size[1] * size[2]), i / size[2] % size[1], i % size[2]};
            double[] point = new double[3];
            boolean inside = true;
            for (int axis = 0; axis < 3; axis++) {
                point[axis] = (enlarged[axis] - 1) / 2.0;
                for (int k = 0; k < 3; k++) {
                    point[axis] += matrix[axis * 3 + k] * (voxel[k] - (size[k] - 1) / 2.0);
                }
                inside &= point[axis] > -0.5 && point[axis] < enlarged[axis] - 0.5;
            }
            Map<Short, Double> votes = new TreeMap<>();
            double[] values = new double[reader.channels()];
            for (int corner = 0; corner < 8; corner++) {
                add(reader, start, enlarged, point, corner, values, votes);
            }
            for (int channel = 0; channel < values.length; channel++) {
                assertThat((double) patch.channels()[channel][i])
                        .as("channel %d voxel %s", channel, Arrays.toString(voxel))
                        .isCloseTo(values[channel], within(2e-5));
            }
            double most = votes.values().stream().mapToDouble(v -> v).max().orElse(0);
            if (!inside) {
                assertThat(patch.labels()[i]).isEqualTo((short) -1);
            } else {
                assertThat(votes.get(patch.labels()[i])).isCloseTo(most, within(1e-5));
            }
        }
    }

    private static void add(
            ArrayReader reader,
            int[] start,
            int[] enlarged,
            double[] point,
            int corner,
            double[] values,
            Map<Short, Double> votes) {
        int[] at = new int[3];
        double weight = 1;
        for (int axis = 0; axis < 3; axis++) {
            int floor = (int) Math.floor(point[axis]);
            int bit = corner >> axis & 1;
            at[axis] = floor + bit;
            weight *= bit == 1 ? point[axis] - floor : floor + 1 - point[axis];
            if (at[axis] < 0 || at[axis] >= enlarged[axis]) {
                return;
            }
        }
        for (int channel = 0; channel < values.length; channel++) {
            values[channel] += weight * reader.image(channel, start[0] + at[0], start[1] + at[1], start[2] + at[2]);
        }
        votes.merge(reader.label(start[0] + at[0], start[1] + at[1], start[2] + at[2]), weight, Double::sum);
    }
}
