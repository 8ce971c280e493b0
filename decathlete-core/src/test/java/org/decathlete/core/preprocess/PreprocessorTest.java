package org.decathlete.core.preprocess;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.decathlete.core.plan.PreprocessingSpec;
import org.decathlete.core.preprocess.cases.CaseGeometry;
import org.decathlete.core.preprocess.cases.PreprocessedCase;
import org.decathlete.core.run.DecathleteException;
import org.decathlete.core.volume.Grid;
import org.decathlete.core.volume.LabelVolume;
import org.decathlete.core.volume.Volume;
import org.junit.jupiter.api.Test;

class PreprocessorTest {
    private static final Grid GRID = Grid.of(new int[] {20, 16, 12}, new double[] {1, 2, 3});
    private final Volume image = Phantoms.image(GRID, 2, new SplittableRandom(7));
    private final LabelVolume label = Phantoms.label(GRID);

    @Test
    void transposesCropsNormalisesAndResamples() {
        PreprocessingSpec spec = Phantoms.spec(new int[] {2, 0, 1}, new double[] {3, 1.5, 2}, 2);
        PreprocessedCase done = new Preprocessor(spec).preprocess(image, label, Phantoms.LABELS);
        CaseGeometry geometry = done.geometry();
        assertThat(geometry.shapeBeforeCrop()).containsExactly(12, 20, 16);
        assertThat(geometry.originalSpacingTransposed()).containsExactly(3, 1, 2);
        int[] cropped = geometry.shapeAfterCrop();
        assertThat(cropped[1]).isLessThan(20);
        assertThat(done.shape()).containsExactly(cropped[0], (int) Math.rint(1 / 1.5 * cropped[1]), cropped[2]);
        assertThat(done.data()).hasSize(2);
        for (short value : done.requireLabels()) {
            assertThat(value).isBetween((short) -1, (short) 2);
        }
        assertThat(done.labels()).contains((short) -1, (short) 0, (short) 1, (short) 2);
    }

    @Test
    void withoutResamplingTheZScoreHasMeanZeroAndEveryVoxelIsInItsPlace() {
        PreprocessingSpec spec = Phantoms.spec(new int[] {1, 2, 0}, new double[] {2, 3, 1}, 2);
        PreprocessedCase done = new Preprocessor(spec, 2).preprocess(image, label, Phantoms.LABELS);
        assertThat(done.shape()).isEqualTo(done.geometry().shapeAfterCrop());
        float[] data = done.data().get(1);
        double mean = 0;
        double squares = 0;
        for (float value : data) {
            mean += value / data.length;
            squares += value * value / data.length;
        }
        assertThat(mean).isCloseTo(0, within(1e-5));
        assertThat(squares).isCloseTo(1, within(1e-5));
        int[] start = done.geometry().crop().start();
        int[] shape = done.shape();
        for (int i = 0; i < data.length; i++) {
            int y = i / shape[2] / shape[1] + start[0];
            int x = i / shape[2] % shape[1] + start[1];
            int z = i % shape[2] + start[2];
            short expected = label.labels()[GRID.index(z, y, x)];
            assertThat(Math.max(0, done.requireLabels()[i])).isEqualTo(expected);
        }
    }

    @Test
    void aSliceWiseConfigurationKeepsTheSpacingAcrossSlices() {
        PreprocessingSpec spec = Phantoms.spec(new int[] {2, 0, 1}, new double[] {0.5, 1}, 2);
        PreprocessedCase done = new Preprocessor(spec).preprocess(image, label, Phantoms.LABELS);
        int[] cropped = done.geometry().shapeAfterCrop();
        assertThat(done.shape()).containsExactly(cropped[0], 2 * cropped[1], 2 * cropped[2]);
    }

    @Test
    void leavesTheVolumesAsTheyWere() {
        List<float[]> before = new ArrayList<>();
        Volume whole = new Volume(GRID, List.of(filled(3), filled(5)));
        whole.channels().forEach(channel -> before.add(channel.clone()));
        short[] labels = label.labels().clone();
        new Preprocessor(Phantoms.spec(new int[] {0, 1, 2}, new double[] {1, 2, 3}, 2))
                .preprocess(whole, label, Phantoms.LABELS);
        assertThat(whole.channels().get(0)).isEqualTo(before.get(0));
        assertThat(whole.channels().get(1)).isEqualTo(before.get(1));
        assertThat(label.labels()).isEqualTo(labels);
    }

    @Test
    void aCaseToPredictHasNoLabels() {
        PreprocessedCase done = new Preprocessor(Phantoms.spec(new int[] {0, 1, 2}, new double[] {1, 2, 3}, 2))
                .preprocess(image, null, Phantoms.LABELS);
        assertThat(done.labels()).isNull();
        assertThat(done.locations().classes()).isEmpty();
    }

    /** As nnU-Net takes the previous stage's segmentation through its preprocessing in place of a label map. */
    @Test
    void takesALabelMapToTheGridOfACaseThatIsPreprocessed() {
        for (PreprocessingSpec spec : List.of(
                Phantoms.spec(new int[] {2, 0, 1}, new double[] {3, 1.5, 1.2}, 2),
                Phantoms.spec(new int[] {0, 1, 2}, new double[] {0.5, 2, 3}, 2),
                Phantoms.spec(new int[] {1, 2, 0}, new double[] {2, 3, 1}, 2),
                Phantoms.spec(new int[] {2, 0, 1}, new double[] {0.5, 1}, 2))) {
            Preprocessor preprocessor = new Preprocessor(spec, 2);
            PreprocessedCase labelled = preprocessor.preprocess(image, label, Phantoms.LABELS);
            PreprocessedCase alone = preprocessor.preprocess(image, null, Phantoms.LABELS);
            short[] expected = labelled.requireLabels().clone();
            for (int i = 0; i < expected.length; i++) {
                expected[i] = (short) Math.max(0, expected[i]);
            }
            assertThat(preprocessor.labels(label, alone.geometry())).isEqualTo(expected);
        }
        Grid other = Grid.of(new int[] {20, 16, 13}, new double[] {1, 2, 3});
        Preprocessor preprocessor = new Preprocessor(Phantoms.spec(new int[] {0, 1, 2}, new double[] {1, 1, 1}, 2));
        PreprocessedCase done = preprocessor.preprocess(image, null, Phantoms.LABELS);
        assertThatThrownBy(() -> preprocessor.labels(Phantoms.label(other), done.geometry()))
                .isInstanceOf(DecathleteException.class)
                .hasMessageContaining("[20, 16, 13]");
    }

    @Test
    void saysWhatDoesNotFit() {
        Preprocessor preprocessor = new Preprocessor(Phantoms.spec(new int[] {0, 1, 2}, new double[] {1, 1, 1}, 1));
        assertThatThrownBy(() -> preprocessor.preprocess(image, null, Phantoms.LABELS))
                .isInstanceOf(DecathleteException.class)
                .hasMessageContaining("has 2 channels, but 1 are expected");
        Grid other = Grid.of(new int[] {2, 2, 2}, new double[] {1, 1, 1});
        Volume one = new Volume(GRID, List.of(filled(1)));
        assertThatThrownBy(() -> preprocessor.preprocess(one, Phantoms.label(other), Phantoms.LABELS))
                .hasMessageContaining("[20, 16, 12]")
                .hasMessageContaining("[2, 2, 2]");
        float[] bad = filled(1);
        bad[77] = Float.NaN;
        assertThatThrownBy(() -> preprocessor.preprocess(new Volume(GRID, List.of(bad)), null, Phantoms.LABELS))
                .hasMessageContaining("channel 0")
                .hasMessageContaining("NaN");
        short[] negative = new short[GRID.voxels()];
        negative[3] = -7;
        assertThatThrownBy(() -> preprocessor.preprocess(one, new LabelVolume(GRID, negative), Phantoms.LABELS))
                .hasMessageContaining("-7");
    }

    private static float[] filled(float value) {
        float[] values = new float[GRID.voxels()];
        Arrays.fill(values, value);
        values[0] = value + 1;
        return values;
    }
}
