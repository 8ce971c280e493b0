package org.decathlete.nn.optim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;
import org.decathlete.nn.tensor.Native;
import org.decathlete.nn.tensor.Scope;
import org.decathlete.nn.tensor.Tensors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NewtonSchulzTest {
    @BeforeAll
    static void load() {
        Native.load();
        torch.manual_seed(1);
    }

    /** From 1 down to a ten-thousandth: the polynomial, applied to each singular value by itself, says what they become. */
    @ParameterizedTest
    @ValueSource(doubles = {1, 1e-8, 1e6})
    void singularValuesBecomeAboutOneWhateverTheScale(double scale) {
        try (Scope scope = Scope.open()) {
            double[] before = new double[24];
            for (int i = 0; i < before.length; i++) {
                before[i] = scale * Math.pow(10, -4.0 * i / (before.length - 1));
            }
            float[] after = singularValues(of(withSingularValues(before, 200)));
            double norm =
                    Math.sqrt(Arrays.stream(before).map(value -> value * value).sum());
            float[] expected = new float[before.length];
            for (int i = 0; i < before.length; i++) {
                expected[i] = (float) raised(before[i] / norm);
            }
            Arrays.sort(expected);
            assertThat(after).containsExactly(expected, within(2e-3f));
            assertThat(after[after.length - 1]).isBetween(0.7f, 1.25f);
        }
    }

    /** Gaussian ones, as most are. */
    @Test
    void theDirectionsOfAMatrixStay() {
        try (Scope scope = Scope.open()) {
            Tensor matrix = torch.randn(32, 864);
            Tensor near = of(matrix);
            assertThat(singularValues(near)[0]).isGreaterThan(0.6f);
            Tensor closest = torch.linalg_qr(matrix.t()).get0();
            // What a row's space is, is not changed by products from the left.
            Tensor outside = near.sub(near.matmul(closest).matmul(closest.t()));
            assertThat(outside.norm().item_double()).isLessThan(1e-4);
            assertThat(near.mul(matrix).sum().item_double()).isGreaterThan(0.9 * singularTotal(matrix));
        }
    }

    @Test
    void nothingStaysNothing() {
        try (Scope scope = Scope.open()) {
            assertThat(Tensors.floats(of(torch.zeros(4, 9)))).containsOnly(0);
        }
    }

    private static Tensor of(Tensor wide) {
        return NewtonSchulz.factor(wide).matmul(wide);
    }

    private static Tensor withSingularValues(double[] values, long columns) {
        Tensor left = torch.linalg_qr(torch.randn(values.length, values.length)).get0();
        Tensor right = torch.linalg_qr(torch.randn(columns, values.length)).get0();
        float[] diagonal = new float[values.length];
        for (int i = 0; i < values.length; i++) {
            diagonal[i] = (float) values[i];
        }
        return left.mul(Tensors.of(diagonal, 1, values.length)).matmul(right.t());
    }

    /** In ascending order. */
    private static float[] singularValues(Tensor matrix) {
        float[] values = Tensors.floats(
                torch.linalg_svdvals(matrix.to(ScalarType.Double)).to(ScalarType.Float));
        Arrays.sort(values);
        return values;
    }

    /** The largest that its product with a matrix of orthonormal rows can be. */
    private static double singularTotal(Tensor matrix) {
        return torch.linalg_svdvals(matrix).sum().item_double();
    }

    private static double raised(double value) {
        double result = value;
        for (int i = 0; i < 5; i++) {
            result = 3.4445 * result - 4.7750 * Math.pow(result, 3) + 2.0315 * Math.pow(result, 5);
        }
        return result;
    }
}
