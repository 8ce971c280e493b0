package org.decathlete.core.metrics;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.decathlete.core.dataset.Labels;
import org.decathlete.core.io.VolumeFiles;
import org.decathlete.core.run.DecathleteException;
import org.decathlete.core.run.ErrorKind;
import org.decathlete.core.run.Progress;
import org.decathlete.core.volume.Grid;
import org.decathlete.core.volume.LabelVolume;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EvaluatorTest {
    private static final Grid GRID = Grid.of(new int[] {6, 7, 8}, new double[] {2, 1, 1});
    private static final Labels TWO = Labels.of("background", "head", "tail");
    private static final EvaluationSettings SETTINGS = EvaluationSettings.standard();

    @TempDir
    Path folder;

    @Test
    void judgesEveryClassOfACase() {
        LabelVolume reference = labels(GRID, box(1, 2, 2, 2), box(2, 2, 5, 2));
        LabelVolume prediction = labels(GRID, box(1, 2, 2, 3));
        Map<String, ClassScores> scores = Evaluator.evaluateCase(prediction, reference, TWO, SETTINGS);
        assertThat(scores.keySet()).containsExactly("1", "2");
        ClassScores head = at(scores, "1");
        assertThat(head.overlap()).isEqualTo(new Overlap(4, 4, 4, 324));
        assertThat(head.dice()).isEqualTo(0.5);
        assertThat(head.iou()).isCloseTo(1.0 / 3, within(1e-12));
        // Both are cubes of 2 voxels a side, shifted by one along x: half of the voxels coincide, the others are 1 mm
        // off.
        assertThat(head.hd95()).isEqualTo(1);
        assertThat(head.assd()).isEqualTo(0.5);
        assertThat(head.surfaceDice()).containsExactly(1.0, 1.0);
        ClassScores missed = at(scores, "2");
        assertThat(missed.dice()).isZero();
        assertThat(missed.hd95()).isNaN();
        assertThat(missed.assd()).isNaN();
        assertThat(missed.surfaceDice()).containsExactly(0.0, 0.0);
    }

    @Test
    void definitionsDiffer() {
        ClassScores standard = shifted(Definition.DEFAULT);
        ClassScores monai = shifted(Definition.MONAI);
        ClassScores deepmind = shifted(Definition.DEEPMIND);
        assertThat(monai.surfaceDice()).containsExactly(0.5);
        assertThat(standard.surfaceDice()).isEqualTo(deepmind.surfaceDice()).isNotEqualTo(monai.surfaceDice());
        assertThat(standard.assd()).isEqualTo(monai.assd()).isEqualTo(0.5);
        assertThat(deepmind.assd()).isNotEqualTo(0.5).isPositive();
    }

    @Test
    void regionsJoinLabelsAndIgnoredVoxelsDoNotCount() {
        Labels regions = new Labels(
                List.of(
                        new Labels.Entry("background", List.of(0)),
                        new Labels.Entry("whole", List.of(1, 2)),
                        new Labels.Entry("tail", List.of(2))),
                List.of(1, 2),
                3);
        LabelVolume reference = labels(GRID, box(1, 1, 1, 1), box(2, 3, 3, 3), box(3, 1, 4, 4));
        LabelVolume prediction = labels(GRID, box(2, 1, 1, 1), box(2, 3, 3, 3), box(2, 1, 4, 4));
        Map<String, ClassScores> scores = Evaluator.evaluateCase(prediction, reference, regions, SETTINGS);
        assertThat(scores.keySet()).containsExactly("(1, 2)", "2");
        assertThat(at(scores, "(1, 2)").overlap()).isEqualTo(new Overlap(16, 0, 0, 312));
        assertThat(at(scores, "(1, 2)").hd95()).isZero();
        assertThat(at(scores, "2").overlap()).isEqualTo(new Overlap(8, 8, 0, 312));
    }

    @Test
    void aCaseThatFailsDoesNotLoseTheOthers() throws IOException {
        LabelVolume good = labels(GRID, box(1, 2, 2, 2), box(2, 2, 5, 2));
        write("reference", "a", good);
        write("predicted", "a", good);
        write("reference", "b", good);
        write("predicted", "b", labels(Grid.of(new int[] {6, 7, 9}, new double[] {2, 1, 1}), box(1, 2, 2, 2)));
        write("reference", "c", good);
        Files.writeString(folder.resolve("predicted").resolve("c.nii.gz"), "no volume");
        write("predicted", "d", good);
        write("reference", "e", good);
        Scores scores = evaluate(TWO);
        assertThat(scores.cases()).extracting(CaseScores::id).containsExactly("a");
        assertThat(scores.failed()).extracting(FailedCase::id).containsExactly("b", "c", "d");
        assertThat(scores.failed().get(0).reason())
                .contains("predicted", "reference", "b.nii.gz", "[6, 7, 9]", "[6, 7, 8]");
        assertThat(scores.unpredicted()).containsExactly("e");
        assertThatThrownBy(scores::requireComplete)
                .isInstanceOfSatisfying(
                        DecathleteException.class, e -> assertThat(e.kind()).isEqualTo(ErrorKind.CASES))
                .hasMessageContaining("3 of 4");
    }

    @Test
    void aReferenceWithoutPredictionIsAFailureUnlessThatIsAllowed() {
        LabelVolume good = labels(GRID, box(1, 2, 2, 2), box(2, 2, 5, 2));
        write("reference", "a", good);
        write("predicted", "a", good);
        write("reference", "b", good);
        Scores scores = evaluate(TWO);
        scores.requireJudged();
        assertThatThrownBy(scores::requireComplete)
                .isInstanceOfSatisfying(
                        DecathleteException.class, e -> assertThat(e.kind()).isEqualTo(ErrorKind.CASES))
                .hasMessageContaining("1 of 2 references have no prediction: b");
    }

    @Test
    void meansLeaveOutWhatHasNoValueAndCoverageNamesIt() {
        LabelVolume both = labels(GRID, box(1, 2, 2, 2), box(2, 2, 5, 2));
        LabelVolume headOnly = labels(GRID, box(1, 2, 2, 2));
        write("reference", "a", both);
        write("predicted", "a", both);
        write("reference", "b", headOnly);
        write("predicted", "b", headOnly);
        write("reference", "c", both);
        write("predicted", "c", headOnly);
        write("reference", "d", headOnly);
        write("predicted", "d", both);
        Scores scores = evaluate(TWO);
        MeanScores tail = at(scores.means(), "2");
        assertThat(tail.dice()).isCloseTo(1.0 / 3, within(1e-12));
        assertThat(tail.hd95()).isZero();
        assertThat(scores.foregroundMean().dice()).isCloseTo(2.0 / 3, within(1e-12));
        assertThat(scores.coverage().get("2")).isEqualTo(new Coverage(1, List.of("b"), List.of("c"), List.of("d")));
        scores.requireComplete();
    }

    @Test
    void saysWhatDiffersWithoutPreventingAComparison() {
        LabelVolume reference = labels(GRID, box(1, 2, 2, 2));
        write("reference", "a", reference);
        write(
                "predicted",
                "a",
                labels(Grid.of(new int[] {6, 7, 8}, new double[] {3, 1, 1}), box(1, 2, 2, 2), box(7, 0, 0, 0)));
        List<String> warnings = evaluate(TWO).cases().get(0).warnings();
        assertThat(warnings).hasSize(2);
        assertThat(warnings.get(0)).contains("spacing", "3.0", "2.0");
        assertThat(warnings.get(1)).contains("7");
    }

    @Test
    void findsTheLabelsOfAFolder() {
        write("reference", "a", labels(GRID, box(4, 2, 2, 2)));
        write("reference", "b", labels(GRID, box(1, 2, 2, 2)));
        assertThat(Evaluator.labelsIn(folder.resolve("reference")).regions()).containsExactly(List.of(1), List.of(4));
    }

    @Test
    void refusesFoldersWithoutACommonCase() throws IOException {
        write("reference", "a", labels(GRID, box(1, 2, 2, 2)));
        write("predicted", "b", labels(GRID, box(1, 2, 2, 2)));
        assertThatThrownBy(() -> evaluate(TWO))
                .isInstanceOfSatisfying(
                        DecathleteException.class, e -> assertThat(e.kind()).isEqualTo(ErrorKind.DATA))
                .hasMessageContaining("predicted")
                .hasMessageContaining("reference");
    }

    private Scores evaluate(Labels labels) {
        return Evaluator.evaluate(
                folder.resolve("predicted"), folder.resolve("reference"), labels, SETTINGS, 2, Progress.silent());
    }

    private void write(String where, String id, LabelVolume volume) {
        VolumeFiles.write(folder.resolve(where).resolve(id + ".nii.gz"), volume);
    }

    private static ClassScores shifted(Definition definition) {
        return at(
                Evaluator.evaluateCase(
                        labels(GRID, box(1, 2, 2, 3)),
                        labels(GRID, box(1, 2, 2, 2)),
                        TWO,
                        new EvaluationSettings(definition, List.of(0.5))),
                "1");
    }

    private static <T> T at(Map<String, T> map, String key) {
        return requireNonNull(map.get(key), key);
    }

    /** A cube of two voxels a side of one label. */
    private record Cube(int label, int z, int y, int x) {}

    private static Cube box(int label, int z, int y, int x) {
        return new Cube(label, z, y, x);
    }

    private static LabelVolume labels(Grid grid, Cube... cubes) {
        short[] labels = new short[grid.voxels()];
        for (Cube cube : cubes) {
            for (int corner = 0; corner < 8; corner++) {
                int z = cube.z + (corner >> 2);
                int y = cube.y + (corner >> 1 & 1);
                labels[grid.index(z, y, cube.x + (corner & 1))] = (short) cube.label;
            }
        }
        return new LabelVolume(grid, labels);
    }
}
