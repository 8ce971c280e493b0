package org.decathlete.core.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import java.util.TreeSet;
import org.decathlete.core.run.DecathleteException;
import org.decathlete.testkit.Properties;
import org.junit.jupiter.api.Test;

class ResampleTest {
    private static final double[] UNIT = {1, 1, 1};
    private static final Resample CUBIC = new Resample(3, 0, null, 1);
    private static final Resample LINEAR = new Resample(1, 0, null, 1);

    @Test
    void interpolatesALineAsScikitImageDoes() {
        float[] line = {0, 1, 4, 9, 16, 25, 3, -2};
        double[] cubic = {
            -.033295, .40482, 1.686296, 4.202007, 7.882863, 11.468267, 19.27252, 25, 10.404143, -1.540659, -1.903999
        };
        double[] linear = {0, .590909, 1.954545, 4.227273, 7.863636, 12.5, 18.045455, 24.590909, 10, .954545, -2};
        for (int axis = 0; axis < 3; axis++) {
            int[] shape = {1, 1, 1};
            int[] newShape = {1, 1, 1};
            shape[axis] = 8;
            newShape[axis] = 11;
            assertClose(CUBIC.image(line, shape, newShape, UNIT, UNIT), cubic, 2e-6);
            assertClose(LINEAR.image(line, shape, newShape, UNIT, UNIT), linear, 2e-6);
        }
    }

    @Test
    void interpolatesLabelsAsNnUnetDoes() {
        assertThat(LINEAR.labels(new short[] {-1, 0, 0, 1, 2, 2}, shape(6), shape(9), UNIT, UNIT))
                .containsExactly(-1, 0, 0, 0, 1, 1, 2, 2, 2);
        assertThat(LINEAR.labels(new short[] {0, 1, 0, 2, 2}, shape(5), shape(4), UNIT, UNIT))
                .containsExactly(0, 1, 2, 2);
    }

    @Test
    void takesTheNearestSliceAlongACoarseAxis() {
        assertThat(Coordinates.nearest(7, 5)).containsExactly(0, 2, 3, 4, 6);
        assertThat(Coordinates.nearest(7, 10)).containsExactly(0, 1, 1, 2, 3, 3, 4, 5, 5, 6);
        assertThat(Coordinates.nearest(7, 3)).containsExactly(1, 3, 5);
    }

    @Test
    void agreesWithAPlainCubicSplineOverAPaddedLine() {
        Properties.forAll(100, 60, random -> {
            int before = random.nextInt(1, 40);
            int after = random.nextInt(1, 60);
            float[] line = values(random, before);
            double[] expected = PlainSpline.resize(line, after);
            if (before != after) {
                assertClose(CUBIC.image(line, shape(before), shape(after), UNIT, UNIT), expected, 1e-3);
            }
        });
    }

    @Test
    void isTheSameAlongEveryAxisAndForAnyNumberOfThreads() {
        Properties.forAll(200, 20, random -> {
            int[] shape = {random.nextInt(1, 20), random.nextInt(1, 40), random.nextInt(1, 70)};
            int axis = random.nextInt(3);
            int[] newShape = shape.clone();
            newShape[axis] = random.nextInt(1, 50);
            float[] image = values(random, shape[0] * shape[1] * shape[2]);
            float[] one = new Resample(3, 0, false, 1).image(image, shape, newShape, UNIT, UNIT);
            assertThat(new Resample(3, 0, false, 3).image(image, shape, newShape, UNIT, UNIT))
                    .isEqualTo(one);
            assertLinesMatchOracle(image, shape, newShape, axis, one);
        });
    }

    @Test
    void labelsAgreeWithOneMaskPerLabel() {
        Properties.forAll(300, 30, random -> {
            int[] shape = {random.nextInt(1, 9), random.nextInt(1, 12), random.nextInt(1, 14)};
            int[] newShape = {random.nextInt(1, 15), random.nextInt(1, 15), random.nextInt(1, 15)};
            short[] labels = new short[shape[0] * shape[1] * shape[2]];
            for (int i = 0; i < labels.length; i++) {
                labels[i] = (short) (random.nextInt(4) * 2 - 1);
            }
            Resample resample = new Resample(1, 0, false, random.nextInt(1, 3));
            short[] actual = resample.labels(labels, shape, newShape, UNIT, UNIT);
            short[] expected = maskByMask(resample, labels, shape, newShape);
            int differing = 0;
            for (int i = 0; i < actual.length; i++) {
                differing += actual[i] == expected[i] ? 0 : 1;
            }
            assertThat(differing).as("voxels off at exactly one half").isLessThanOrEqualTo(actual.length / 50);
        });
    }

    @Test
    void keepsTheArrayWhereTheShapeStays() {
        float[] image = {1, 2, 3};
        assertThat(CUBIC.image(image, shape(3), shape(3), UNIT, UNIT)).isSameAs(image);
    }

    @Test
    void refusesAnUnknownOrder() {
        assertThatThrownBy(() -> new Resample(2, 0, null, 1))
                .isInstanceOf(DecathleteException.class)
                .hasMessageContaining("order 2");
        assertThatThrownBy(() -> CUBIC.labels(new short[1], shape(1), shape(2), UNIT, UNIT))
                .hasMessageContaining("resampling_fn_seg_kwargs");
    }

    private static short[] maskByMask(Resample resample, short[] labels, int[] shape, int[] newShape) {
        short[] result = new short[newShape[0] * newShape[1] * newShape[2]];
        TreeSet<Short> values = new TreeSet<>();
        for (short label : labels) {
            values.add(label);
        }
        for (short value : values) {
            float[] mask = new float[labels.length];
            for (int i = 0; i < mask.length; i++) {
                mask[i] = labels[i] == value ? 1 : 0;
            }
            float[] share = resample.image(mask, shape, newShape, UNIT, UNIT);
            for (int i = 0; i < share.length; i++) {
                result[i] = share[i] >= 0.5 ? value : result[i];
            }
        }
        return result;
    }

    private static void assertLinesMatchOracle(float[] image, int[] shape, int[] newShape, int axis, float[] actual) {
        int inner = axis == 2 ? 1 : axis == 1 ? shape[2] : shape[1] * shape[2];
        int lines = image.length / shape[axis];
        float low = Float.MAX_VALUE;
        float high = -Float.MAX_VALUE;
        for (float value : image) {
            low = Math.min(low, value);
            high = Math.max(high, value);
        }
        for (int line = 0; line < lines; line++) {
            float[] samples = new float[shape[axis]];
            for (int k = 0; k < samples.length; k++) {
                samples[k] = image[(line / inner * shape[axis] + k) * inner + line % inner];
            }
            double[] expected = PlainSpline.zoom(samples, newShape[axis]);
            for (int k = 0; k < expected.length; k++) {
                double clipped = Math.min(Math.max(expected[k], low), high);
                assertThat((double) actual[(line / inner * newShape[axis] + k) * inner + line % inner])
                        .isCloseTo(shape[axis] == newShape[axis] ? samples[k] : clipped, within(1e-3));
            }
        }
    }

    private static float[] values(SplittableRandom random, int count) {
        float[] values = new float[count];
        for (int i = 0; i < count; i++) {
            values[i] = (float) random.nextDouble(-1000, 1000);
        }
        return values;
    }

    private static int[] shape(int length) {
        return new int[] {1, 1, length};
    }

    private static void assertClose(float[] actual, double[] expected, double tolerance) {
        assertThat(actual.length).isEqualTo(expected.length);
        for (int i = 0; i < actual.length; i++) {
            assertThat((double) actual[i]).as("sample " + i).isCloseTo(expected[i], within(tolerance));
        }
    }
}
