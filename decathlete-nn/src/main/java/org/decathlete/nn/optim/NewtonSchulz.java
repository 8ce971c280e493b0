package org.decathlete.nn.optim;

import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/**
 * Makes all singular values of a matrix about 1. Each of its iterations, X ← (aI + bXXᵀ + c(XXᵀ)²)X, multiplies by a polynomial of the Gram matrix
 * XXᵀ, and all of these commute. So they are multiplied with each other first, which costs as many products of small matrices, and X takes part in two products instead
 * of two per iteration. That needs float32: errors of the Gram matrix in bfloat16 grow from iteration to iteration.
 */
final class NewtonSchulz {
    private static final int ITERATIONS = 5;

    /** Of the odd polynomial of degree five that takes singular values in (0, 1] to about 1 within five iterations (Jordan et al., 2024). */
    private static final double LINEAR = 3.4445;

    private static final double CUBIC = -4.7750;
    private static final double QUINTIC = 2.0315;

    /** Squared norm of matrices that are too small to have a direction. */
    private static final double NOTHING = 1e-30;

    private NewtonSchulz() {}

    /**
     * What to multiply a matrix by, from the left, to come near to the closest one with orthonormal rows: its singular values become 0.7 to 1.2,
     * but for those below a thousandth of its norm, which stay smaller. A norm below 1e-15 counts as none.
     *
     * @param wide [m, n], m ≤ n, float32
     * @return [m, m]
     */
    static Tensor factor(Tensor wide) {
        Tensor gram = wide.matmul(wide.t());
        Tensor square = gram.trace().clamp_min(new Scalar(NOTHING));
        gram.div_(square);
        Tensor last = polynomial(gram);
        Tensor product = last;
        for (int i = 1; i < ITERATIONS; i++) {
            gram = last.matmul(gram).matmul(last);
            last = polynomial(gram);
            product = last.matmul(product);
        }
        return product.div_(square.sqrt_());
    }

    /** aI + bG + cG². */
    private static Tensor polynomial(Tensor gram) {
        Tensor sum = torch.addmm(gram, gram, gram, new Scalar(CUBIC), new Scalar(QUINTIC));
        sum.diagonal().add_(new Scalar(LINEAR));
        return sum;
    }
}
