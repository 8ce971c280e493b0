package org.decathlete.nn.augment.intensity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.decathlete.nn.augment.patch.Patch;
import org.decathlete.testkit.Properties;
import org.junit.jupiter.api.Test;

class IntensityTransformsTest {

    @Test
    void noiseHasTheDeviationThatWasDrawn() {
        Patch patch = Patch.empty(new int[] {40, 40, 40}, 2);
        SplittableRandom random = new SplittableRandom(1);
        for (float[] channel : patch.channels()) {
            GaussianNoise.apply(channel, 0.07, random);
        }
        for (float[] channel : patch.channels()) {
            ChannelStatistics statistics = ChannelStatistics.of(channel);
            assertThat(statistics.deviation()).isCloseTo(0.07, within(0.001));
            assertThat(statistics.mean()).isCloseTo(0, within(0.001));
        }
        assertThat(patch.channels()[0]).isNotEqualTo(patch.channels()[1]);
    }

    @Test
    void blurEqualsDirectConvolution() {
        Properties.forAll(1, 20, random -> {
            int[] size = {random.nextInt(1, 6), random.nextInt(2, 9), random.nextInt(2, 9)};
            Patch patch = noise(size, random);
            float[] before = patch.channels()[0].clone();
            int axis = random.nextInt(3);
            float[] taps = GaussianKernel.taps(random.nextDouble(0.5, 1));
            new GaussianBlur().blur(patch.channels()[0], size, axis, taps);
            for (int i = 0; i < before.length; i++) {
                int[] at = {i / (size[1] * size[2]), i / size[2] % size[1], i % size[2]};
                double sum = 0;
                int centre = at[axis];
                for (int tap = 0; tap < taps.length; tap++) {
                    at[axis] = reflect(centre + tap - taps.length / 2, size[axis]);
                    sum += taps[tap] * before[(at[0] * size[1] + at[1]) * size[2] + at[2]];
                }
                assertThat((double) patch.channels()[0][i]).isCloseTo(sum, within(1e-5));
            }
        });
    }

    @Test
    void blurHasTheKernelLengthsOfNnunet() {
        assertThat(GaussianKernel.taps(0.5)).hasSize(3);
        assertThat(GaussianKernel.taps(0.58)).hasSize(3);
        assertThat(GaussianKernel.taps(0.6)).hasSize(5);
        assertThat(GaussianKernel.taps(0.9)).hasSize(5);
        assertThat(GaussianKernel.taps(0.95)).hasSize(7);
        float[] taps = GaussianKernel.taps(0.8);
        assertThat(taps[1] / taps[2]).isCloseTo((float) Math.exp(-0.5 / 0.64), within(1e-6f));
        assertThat(taps[0] + taps[1] + taps[2] + taps[3] + taps[4]).isCloseTo(1, within(1e-6f));
    }

    @Test
    void contrastKeepsTheRange() {
        Properties.forAll(1, 20, random -> {
            Patch patch = noise(new int[] {4, 5, 6}, random);
            float[] before = patch.channels()[0].clone();
            ChannelStatistics statistics = ChannelStatistics.of(before);
            Contrast.apply(patch.channels()[0], 1.2);
            for (int i = 0; i < before.length; i++) {
                double stretched = (before[i] - statistics.mean()) * 1.2 + statistics.mean();
                double expected = Math.max(statistics.min(), Math.min(statistics.max(), stretched));
                assertThat((double) patch.channels()[0][i]).isCloseTo(expected, within(1e-5));
            }
        });
    }

    @Test
    void brightnessScales() {
        float[] channel = {1, -2, 0};
        Brightness.apply(channel, 0.75);
        assertThat(channel).containsExactly(0.75f, -1.5f, 0);
    }

    @Test
    void gammaEqualsItsDefinition() {
        Properties.forAll(1, 20, random -> {
            float[] values = noise(new int[] {6, 7, 8}, random).channels()[0];
            boolean inverted = random.nextBoolean();
            double gamma = random.nextDouble(0.7, 1.5);
            double[] expected = gamma(values, gamma, inverted);
            new Gamma().apply(values, gamma, inverted);
            for (int i = 0; i < values.length; i++) {
                assertThat((double) values[i]).isCloseTo(expected[i], within(1e-4));
            }
        });
    }

    @Test
    void gammaLeavesAConstantImageFinite() {
        float[] values = new float[27];
        Arrays.fill(values, 3f);
        new Gamma().apply(values, 0.8, false);
        assertThat(values).containsOnly(3f);
    }

    @Test
    void powerTableErrorIsBounded() {
        PowerTable table = new PowerTable();
        double worst = 0;
        for (double gamma = 0.6; gamma <= 3; gamma += 0.05) {
            table.exponent(gamma);
            for (int i = 0; i <= 100_000; i++) {
                float u = i / 100_000f;
                worst = Math.max(worst, Math.abs(table.of(u) - Math.pow(u, gamma)));
            }
        }
        assertThat(worst).isLessThan(1e-5);
    }

    @Test
    void lowResolutionEqualsNearestDownAndLinearUp() {
        Properties.forAll(1, 20, random -> {
            int[] size = {random.nextInt(1, 6), random.nextInt(2, 9), random.nextInt(2, 9)};
            int[] small = new int[3];
            for (int axis = 0; axis < 3; axis++) {
                small[axis] = Math.max(1, (int) Math.rint(size[axis] * random.nextDouble(0.5, 1)));
            }
            float[] values = noise(size, random).channels()[0];
            float[] before = values.clone();
            new LowResolution().apply(values, size, small);
            for (int i = 0; i < values.length; i++) {
                int[] at = {i / (size[1] * size[2]), i / size[2] % size[1], i % size[2]};
                assertThat((double) values[i]).isCloseTo(coarse(before, size, small, at), within(1e-5));
            }
        });
    }

    @Test
    void maskBlanksOnlyItsChannelsOutside() {
        Patch two =
                new Patch(new int[] {1, 1, 4}, new float[][] {{1, 2, 3, 4}, {5, 6, 7, 8}}, new short[] {-1, 0, 1, -1});
        new OutsideMask(new boolean[] {false, true}).apply(two);
        assertThat(two.channels()[0]).containsExactly(1, 2, 3, 4);
        assertThat(two.channels()[1]).containsExactly(0, 6, 7, 0);
    }

    private static double[] gamma(float[] values, double gamma, boolean inverted) {
        double sign = inverted ? -1 : 1;
        double[] x = new double[values.length];
        for (int i = 0; i < x.length; i++) {
            x[i] = sign * values[i];
        }
        double min = Arrays.stream(x).min().orElseThrow();
        double range = Arrays.stream(x).max().orElseThrow() - min;
        double[] moments = moments(x);
        for (int i = 0; i < x.length; i++) {
            x[i] = Math.pow((x[i] - min) / Math.max(range, 1e-7), gamma) * range + min;
        }
        double[] after = moments(x);
        for (int i = 0; i < x.length; i++) {
            x[i] = sign * ((x[i] - after[0]) / after[1] * moments[1] + moments[0]);
        }
        return x;
    }

    private static double[] moments(double[] x) {
        double mean = Arrays.stream(x).average().orElseThrow();
        double squares = Arrays.stream(x).map(v -> (v - mean) * (v - mean)).sum();
        return new double[] {mean, Math.sqrt(squares / (x.length - 1))};
    }

    private static double coarse(float[] values, int[] size, int[] small, int[] at) {
        double sum = 0;
        for (int corner = 0; corner < 8; corner++) {
            double weight = 1;
            int[] source = new int[3];
            for (int axis = 0; axis < 3; axis++) {
                double position = Math.max(0, (at[axis] + 0.5) * small[axis] / size[axis] - 0.5);
                int lower = (int) Math.floor(position);
                int bit = corner >> axis & 1;
                weight *= bit == 1 ? position - lower : lower + 1 - position;
                int voxel = Math.min(small[axis] - 1, lower + bit);
                source[axis] = (int) Math.floor((voxel + 0.5) * size[axis] / small[axis]);
            }
            sum += weight * values[(source[0] * size[1] + source[1]) * size[2] + source[2]];
        }
        return sum;
    }

    private static int reflect(int index, int length) {
        int i = index;
        while (length > 1 && (i < 0 || i >= length)) {
            i = i < 0 ? -i : 2 * (length - 1) - i;
        }
        return length == 1 ? 0 : i;
    }

    private static Patch noise(int[] size, SplittableRandom random) {
        Patch patch = Patch.empty(size, 1);
        for (int i = 0; i < patch.voxels(); i++) {
            patch.channels()[0][i] = (float) random.nextGaussian();
        }
        return patch;
    }
}
