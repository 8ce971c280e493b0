package org.decathlete.nn.loss;

import org.bytedeco.pytorch.AutoGradMode;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.decathlete.nn.tensor.Scope;

/**
 * The sums over voxels that cross-entropy and Dice are made of; or, one for one, the derivatives of the loss by them.
 *
 * @param entropy of the valid voxels, a scalar
 * @param voxels number of the valid ones, a scalar
 * @param intersection Σpg, (N, C) or (C)
 * @param predicted Σp, likewise
 * @param present Σg, likewise
 */
record LossSums(Tensor entropy, Tensor voxels, Tensor intersection, Tensor predicted, Tensor present) {

    /** Cross-entropy plus Dice. */
    Tensor loss(SoftDice dice) {
        return entropy.div(voxels.clamp_min(new Scalar(1.0))).add(dice.fromSums(intersection, predicted, present));
    }

    /** Adds others to these. */
    LossSums add(LossSums other) {
        entropy.add_(other.entropy);
        voxels.add_(other.voxels);
        intersection.add_(other.intersection);
        predicted.add_(other.predicted);
        present.add_(other.present);
        return this;
    }

    /** The derivatives of {@link #loss} by the sums that depend on the logits; zero by the others. */
    LossSums derivatives(SoftDice dice) {
        try (AutoGradMode on = new AutoGradMode(true)) {
            LossSums leaves = new LossSums(leaf(entropy), voxels, leaf(intersection), leaf(predicted), present);
            leaves.loss(dice).backward();
            return new LossSums(
                    leaves.entropy.grad(),
                    voxels.mul(new Scalar(0.0)),
                    leaves.intersection.grad(),
                    leaves.predicted.grad(),
                    present.mul(new Scalar(0.0)));
        }
    }

    /** Σ of the products of these that depend on the logits, one for one. */
    Tensor dot(LossSums other) {
        return entropy.mul(other.entropy)
                .add(intersection.mul(other.intersection).sum())
                .add(predicted.mul(other.predicted).sum());
    }

    LossSums passTo(Scope scope) {
        return new LossSums(
                scope.pass(entropy),
                scope.pass(voxels),
                scope.pass(intersection),
                scope.pass(predicted),
                scope.pass(present));
    }

    private static Tensor leaf(Tensor sum) {
        Tensor leaf = sum.detach().clone();
        leaf.set_requires_grad(true);
        return leaf;
    }
}
