package org.decathlete.core.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.DoubleStream;
import org.decathlete.core.volume.Box;
import org.decathlete.testkit.Properties;
import org.junit.jupiter.api.Test;

/** Against surfaces found voxel by voxel and distances taken between all pairs of their points. */
class SurfaceMetricsTest {

    @Test
    void edgeVoxelMetricsAgreeWithAllPairs() {
        Properties.forAll(100, 60, random -> {
            Case masks = Case.random(random, random.nextInt(4) == 0);
            double[] there = distances(masks.edges(masks.prediction), masks.edges(masks.reference), masks.spacing);
            double[] back = distances(masks.edges(masks.reference), masks.edges(masks.prediction), masks.spacing);
            EdgeVoxelMetrics metrics = new EdgeVoxelMetrics(masks.pair().edgeVoxelDistances());
            assertThat(metrics.hausdorff(100)).isCloseTo(Math.max(max(there), max(back)), within(1e-5));
            assertThat(metrics.hausdorff(95)).isCloseTo(Math.max(quantile(there), quantile(back)), within(1e-5));
            double[] both = DoubleStream.concat(Arrays.stream(there), Arrays.stream(back))
                    .toArray();
            assertThat(metrics.symmetricAverage())
                    .isCloseTo(Arrays.stream(both).average().orElseThrow(), within(1e-5));
            double near = Arrays.stream(both).filter(d -> d <= 1.7).count();
            assertThat(metrics.surfaceDice(1.7)).isCloseTo(near / both.length, within(1e-12));
        });
    }

    @Test
    void surfelMetricsAgreeWithAllPairs() {
        Properties.forAll(500, 60, random -> {
            Case masks = Case.random(random, random.nextInt(4) == 0);
            List<double[]> prediction = masks.cells(masks.prediction);
            List<double[]> reference = masks.cells(masks.reference);
            double[] there = distances(prediction, reference, masks.spacing);
            double[] back = distances(reference, prediction, masks.spacing);
            double area = 0;
            double sum = 0;
            double near = 0;
            for (int i = 0; i < there.length; i++) {
                area += prediction.get(i)[3];
                sum += prediction.get(i)[3] * there[i];
                near += there[i] <= 1.7 ? prediction.get(i)[3] : 0;
            }
            for (int i = 0; i < back.length; i++) {
                area += reference.get(i)[3];
                sum += reference.get(i)[3] * back[i];
                near += back[i] <= 1.7 ? reference.get(i)[3] : 0;
            }
            SurfelMetrics metrics = new SurfelMetrics(masks.pair().surfelDistances());
            assertThat(metrics.hausdorff(100)).isCloseTo(Math.max(max(there), max(back)), within(1e-12));
            assertThat(metrics.symmetricAverage()).isCloseTo(sum / area, within(1e-9));
            assertThat(metrics.surfaceDice(1.7)).isCloseTo(near / area, within(1e-9));
            assertThat(metrics.hausdorff(95)).isLessThanOrEqualTo(metrics.hausdorff(100));
        });
    }

    @Test
    void croppingChangesNothing() {
        Properties.forAll(900, 20, random -> {
            Case masks = Case.random(random, false);
            int[] size = {masks.size[0] + 5, masks.size[1] + 4, masks.size[2] + 3};
            Box box = new Box(new int[] {2, 3, 1}, new int[] {2 + masks.size[0], 3 + masks.size[1], 1 + masks.size[2]});
            MaskPair inside = MaskPair.of(
                    size,
                    masks.spacing,
                    box,
                    i -> masks.prediction[masks.without(i, size)],
                    i -> masks.reference[masks.without(i, size)]);
            SurfaceDistances whole = masks.pair().surfelDistances();
            assertThat(inside.surfelDistances().fromPrediction()).containsExactly(whole.fromPrediction());
            assertThat(inside.surfelDistances().fromReference()).containsExactly(whole.fromReference());
        });
    }

    @Test
    void emptyMasksAnswerAsTheLibraries() {
        int[] size = {3, 3, 3};
        double[] spacing = {1, 1, 1};
        MaskPair none = MaskPair.of(size, spacing, Box.whole(size), i -> false, i -> false);
        MaskPair one = MaskPair.of(size, spacing, Box.whole(size), i -> false, i -> i == 13);
        EdgeVoxelMetrics noEdges = new EdgeVoxelMetrics(none.edgeVoxelDistances());
        assertThat(noEdges.hausdorff(100)).isNaN();
        assertThat(noEdges.surfaceDice(1)).isNaN();
        EdgeVoxelMetrics oneEdge = new EdgeVoxelMetrics(one.edgeVoxelDistances());
        assertThat(oneEdge.hausdorff(100)).isInfinite();
        assertThat(oneEdge.hausdorff(95)).isNaN();
        assertThat(oneEdge.symmetricAverage()).isInfinite();
        assertThat(oneEdge.surfaceDice(1)).isZero();
        SurfelMetrics noSurfels = new SurfelMetrics(none.surfelDistances());
        assertThat(noSurfels.hausdorff(95)).isInfinite();
        assertThat(noSurfels.symmetricAverage()).isNaN();
        assertThat(new SurfelMetrics(one.surfelDistances()).surfaceDice(1)).isZero();
    }

    /** Two random masks with at least one voxel each. */
    private record Case(int[] size, double[] spacing, boolean[] prediction, boolean[] reference) {

        static Case random(SplittableRandom random, boolean planar) {
            // With the margin, rows of one, two and three words of bits.
            boolean wide = random.nextInt(3) == 0;
            int[] size = {
                planar ? 1 : random.nextInt(2, wide ? 4 : 8),
                random.nextInt(2, wide ? 4 : 8),
                wide ? random.nextInt(60, 132) : random.nextInt(2, 8)
            };
            double[] spacing = {random.nextDouble(0.4, 3), random.nextDouble(0.4, 3), random.nextDouble(0.4, 3)};
            return new Case(size, spacing, mask(random, size), mask(random, size));
        }

        private static boolean[] mask(SplittableRandom random, int[] size) {
            boolean[] mask = new boolean[size[0] * size[1] * size[2]];
            double share = random.nextDouble(0.05, 0.95);
            for (int i = 0; i < mask.length; i++) {
                mask[i] = random.nextDouble() < share;
            }
            mask[random.nextInt(mask.length)] = true;
            return mask;
        }

        MaskPair pair() {
            return MaskPair.of(size, spacing, Box.whole(size), i -> prediction[i], i -> reference[i]);
        }

        int without(int voxel, int[] larger) {
            int x = voxel % larger[2] - 1;
            int y = voxel / larger[2] % larger[1] - 3;
            int z = voxel / larger[2] / larger[1] - 2;
            return (z * size[1] + y) * size[2] + x;
        }

        private boolean at(boolean[] mask, int z, int y, int x) {
            boolean within = z >= 0 && y >= 0 && x >= 0 && z < size[0] && y < size[1] && x < size[2];
            return within && mask[(z * size[1] + y) * size[2] + x];
        }

        List<double[]> edges(boolean[] mask) {
            List<double[]> edges = new ArrayList<>();
            for (int z = 0; z < size[0]; z++) {
                for (int y = 0; y < size[1]; y++) {
                    for (int x = 0; x < size[2]; x++) {
                        boolean between = size[0] == 1 || (at(mask, z - 1, y, x) && at(mask, z + 1, y, x));
                        boolean surrounded = between
                                && at(mask, z, y - 1, x)
                                && at(mask, z, y + 1, x)
                                && at(mask, z, y, x - 1)
                                && at(mask, z, y, x + 1);
                        if (at(mask, z, y, x) && !surrounded) {
                            edges.add(new double[] {z, y, x, 1});
                        }
                    }
                }
            }
            return edges;
        }

        private List<double[]> planarCells(boolean[] mask) {
            double[] lengths = SurfaceElements.lengths(spacing);
            List<double[]> cells = new ArrayList<>();
            for (int y = -1; y < size[1]; y++) {
                for (int x = -1; x < size[2]; x++) {
                    int code = 0;
                    for (int corner = 0; corner < 4; corner++) {
                        if (at(mask, 0, y + (corner & 1), x + (corner >> 1))) {
                            code |= 1 << corner;
                        }
                    }
                    if (code != 0 && code != 15) {
                        cells.add(new double[] {0, y, x, lengths[code]});
                    }
                }
            }
            return cells;
        }

        List<double[]> cells(boolean[] mask) {
            if (size[0] == 1) {
                return planarCells(mask);
            }
            double[] areas = SurfaceElements.areas(spacing);
            List<double[]> cells = new ArrayList<>();
            for (int z = -1; z < size[0]; z++) {
                for (int y = -1; y < size[1]; y++) {
                    for (int x = -1; x < size[2]; x++) {
                        int code = 0;
                        for (int corner = 0; corner < 8; corner++) {
                            if (at(mask, z + (corner >> 1 & 1), y + (corner & 1), x + (corner >> 2))) {
                                code |= 1 << corner;
                            }
                        }
                        if (code != 0 && code != 255) {
                            cells.add(new double[] {z, y, x, areas[code]});
                        }
                    }
                }
            }
            return cells;
        }
    }

    private static double[] distances(List<double[]> from, List<double[]> to, double[] spacing) {
        return from.stream()
                .mapToDouble(a -> to.stream()
                        .mapToDouble(b -> Math.sqrt(Math.pow((a[0] - b[0]) * spacing[0], 2)
                                + Math.pow((a[1] - b[1]) * spacing[1], 2)
                                + Math.pow((a[2] - b[2]) * spacing[2], 2)))
                        .min()
                        .orElseThrow())
                .toArray();
    }

    private static double max(double[] values) {
        return Arrays.stream(values).max().orElseThrow();
    }

    private static double quantile(double[] values) {
        double[] sorted = Arrays.stream(values).sorted().toArray();
        double rank = 0.95 * (sorted.length - 1);
        int below = (int) Math.floor(rank);
        int above = (int) Math.ceil(rank);
        return sorted[below] * (1 - (rank - below)) + sorted[above] * (rank - below);
    }
}
