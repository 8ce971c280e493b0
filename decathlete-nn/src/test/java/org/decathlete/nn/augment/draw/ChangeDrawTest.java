package org.decathlete.nn.augment.draw;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.decathlete.core.candidate.Augmentation;
import org.junit.jupiter.api.Test;

class ChangeDrawTest {
    private static final int DRAWS = 20_000;

    @Test
    void everyChangeHappensAsOftenAsNnunetMakesIt() {
        ChangeDraw draw = draw(2, 12, 14, 16);
        double[] times = new double[8];
        for (int i = 0; i < DRAWS; i++) {
            SampleChange change = draw.draw(SampleRandom.of(3, 0, i, 0));
            times[0] += change.turn() == null ? 0 : 1;
            times[1] += change.noise()[1] > 0 ? 1 : 0;
            times[2] += change.blur()[1][2] > 0 ? 1 : 0;
            times[3] += change.brightness()[0] == 1 ? 0 : 1;
            times[4] += change.contrast()[1] == 1 ? 0 : 1;
            times[5] += change.coarse()[1][0] == 12 ? 0 : 1;
            times[6] += change.invertedGamma()[1] == 1 ? 0 : 1;
            times[7] += change.gamma()[1] == 1 ? 0 : 1;
            assertThat(change.noise()[0]).isEqualTo(change.noise()[1]);
        }
        // A zoom close to 1 leaves all twelve planes.
        double[] expected = {0.36, 0.1, 0.1, 0.15, 0.15, 0.125 * 11.5 / 12, 0.1, 0.3};
        for (int i = 0; i < expected.length; i++) {
            assertThat(times[i] / DRAWS).as("change " + i).isCloseTo(expected[i], within(0.01));
        }
    }

    @Test
    void channelsHaveStrengthsOfTheirOwn() {
        ChangeDraw draw = draw(2, 12, 14, 16);
        for (int i = 0; i < 200; i++) {
            double[] factors = draw.draw(SampleRandom.of(3, 0, i, 0)).brightness();
            assertThat(factors[0]).isBetween(0.75, 1.25);
            assertThat(factors[0] == factors[1]).isEqualTo(factors[0] == 1);
        }
    }

    @Test
    void aThinPatchTurnsAndCoarsensInItsPlanes() {
        ChangeDraw draw = draw(1, 4, 16, 16);
        for (int i = 0; i < 200; i++) {
            SampleChange change = draw.draw(SampleRandom.of(3, 0, i, 0));
            assertThat(change.coarse()[0][0]).isEqualTo(4);
            Turn turn = change.turn();
            assertThat(turn == null || turn.isPlanar()).isTrue();
        }
    }

    @Test
    void aFlatPatchIsMirroredInItsPlaneOnly() {
        ChangeDraw draw = draw(1, 16, 16);
        int mirrored = 0;
        for (int i = 0; i < 1000; i++) {
            SampleChange change = draw.draw(SampleRandom.of(3, 0, i, 0));
            assertThat(change.mirrored()[0]).isFalse();
            assertThat(change.blur()[0][0]).isZero();
            mirrored += change.mirrored()[2] ? 1 : 0;
        }
        assertThat(mirrored).isBetween(430, 570);
    }

    /** Spleen's plan: its smallest patch, 32×128×128, would by itself be one that is turned by any angle in its planes alone. */
    @Test
    void aPatchThatGrowsIsTurnedAsTheOneThatItGrowsTo() {
        int[] planned = {64, 192, 160};
        int[] small = {32, 128, 96};
        ChangeDraw draw = new ChangeDraw(Augmentation.nnUNet(), small, planned, 1);
        double angle = Math.toRadians(30);
        assertThat(draw.enlargedSize())
                .isEqualTo(EnlargedPatch.spatial(small, new double[] {angle, angle, angle}, 0.85));
        int turned = 0;
        for (int i = 0; i < 200; i++) {
            Turn turn = draw.draw(SampleRandom.of(3, 0, i, 0)).turn();
            turned += turn != null && !turn.isPlanar() ? 1 : 0;
            assertThat(turn == null || !turn.isPlanar()).isTrue();
        }
        assertThat(turned).isPositive();

        int[] slice = {64, 32};
        ChangeDraw flat = new ChangeDraw(Augmentation.nnUNet(), slice, new int[] {56, 40}, 1);
        assertThat(flat.enlargedSize()).isEqualTo(EnlargedPatch.planar(new int[] {1, 64, 32}, Math.PI, 0.85));
    }

    private static ChangeDraw draw(int channels, int... patch) {
        return new ChangeDraw(Augmentation.nnUNet(), patch, patch, channels);
    }
}
