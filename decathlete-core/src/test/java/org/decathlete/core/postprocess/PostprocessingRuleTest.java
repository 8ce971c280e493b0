package org.decathlete.core.postprocess;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.decathlete.core.dataset.Labels;
import org.decathlete.core.io.VolumeFiles;
import org.decathlete.core.run.AtomicFiles;
import org.decathlete.core.run.DecathleteException;
import org.decathlete.core.run.Progress;
import org.decathlete.core.volume.Grid;
import org.decathlete.core.volume.LabelVolume;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PostprocessingRuleTest {
    private static final Grid GRID = Grid.of(new int[] {1, 4, 12}, new double[] {1, 1, 1});
    private static final Labels TWO = Labels.of("background", "liver", "tumour");
    private static final Labels REGIONS = new Labels(
            List.of(
                    new Labels.Entry("background", List.of(0)),
                    new Labels.Entry("whole", List.of(1, 2)),
                    new Labels.Entry("core", List.of(2))),
            List.of(1, 2),
            null);

    @TempDir
    private Path folder = Path.of(".");

    @Test
    void whatLiesApartFromTheOrganIsRemovedAndTheReasonSaysSo() {
        PostprocessingChoice choice =
                decide(TWO, map("1122........", "1122......1."), map("1122........", "1122........"));
        assertThat(choice.chosen().steps()).containsExactly(new KeepLargestComponent(List.of(1, 2)));
        assertThat(choice.after().of("1")).isEqualTo(1);
        assertThat(choice.before().of("1")).isLessThan(1);
        assertThat(choice.reasons()).first().asString().contains("all foreground together", "kept alone");
    }

    @Test
    void aClassThatNoCaseHasLeavesTheMeanWithoutAValueAsInNnunetAndClassesAreTriedAlone() {
        PostprocessingChoice choice = decide(TWO, map("1111......1."), map("1111........"));
        assertThat(choice.before().foregroundMean()).isNaN();
        assertThat(choice.chosen().steps()).containsExactly(new KeepLargestComponent(List.of(1)));
    }

    @Test
    void aClassThatFallsSavesAllForegroundButEachClassIsTriedAlone() {
        // The stray 1 should go, but the lone 2 is the tumour, which would go with it.
        String[] predicted = {"1111......2.", "1111..1.....", "1111......2."};
        String[] drawn = {"1111......2.", "1111........", "1111......2."};
        PostprocessingChoice choice = decide(TWO, map(predicted), map(drawn));
        assertThat(choice.chosen().steps()).containsExactly(new KeepLargestComponent(List.of(1)));
        assertThat(choice.after().of("2")).isEqualTo(1);
        assertThat(choice.reasons().get(0)).contains("not applied", "a class falls");
    }

    @Test
    void whatIsRightStaysAsItIs() {
        PostprocessingChoice choice = decide(TWO, map("11..22....11"), map("11..22....11"));
        assertThat(choice.chosen()).isEqualTo(Postprocessing.NONE);
        assertThat(choice.after()).isEqualTo(choice.before());
        assertThat(choice.chosen().describe(TWO)).isEqualTo("nothing");
    }

    @Test
    void regionsAreTriedOneOnTopOfTheOther() {
        String[] predicted = {"1122.2......", "............", "..........22"};
        String[] drawn = {"1122........", "............", "............"};
        PostprocessingChoice choice = decide(REGIONS, map(predicted), map(drawn));
        assertThat(choice.chosen().steps()).containsExactly(new KeepLargestComponent(List.of(1, 2)));
        assertThat(choice.after().of("(1, 2)")).isEqualTo(1);
        assertThat(choice.chosen().describe(REGIONS)).contains("all foreground together");
    }

    @Test
    void threadsChangeNothing() {
        Map<String, short[]> predictions = new TreeMap<>();
        Map<String, short[]> references = new TreeMap<>();
        java.util.SplittableRandom random = new java.util.SplittableRandom(3);
        for (int i = 0; i < 12; i++) {
            short[] prediction = new short[GRID.voxels()];
            short[] reference = new short[GRID.voxels()];
            for (int k = 0; k < prediction.length; k++) {
                prediction[k] = (short) random.nextInt(3);
                reference[k] = (short) random.nextInt(3);
            }
            predictions.put("case" + i, prediction);
            references.put("case" + i, reference);
        }
        LabelPairs pairs = write(predictions, references);
        assertThat(PostprocessingRule.decide(pairs, TWO, 4, Progress.silent()))
                .isEqualTo(PostprocessingRule.decide(pairs, TWO, 1, Progress.silent()));
    }

    @Test
    void namesTheCaseThatCannotBeRead() {
        LabelPairs pairs = write(Map.of("a", new short[GRID.voxels()]), Map.of("a", new short[GRID.voxels()]));
        AtomicFiles.writeString(folder.resolve("prediction_a.nii.gz"), "nonsense");
        assertThatThrownBy(() -> PostprocessingRule.decide(pairs, TWO, 1, Progress.silent()))
                .isInstanceOf(DecathleteException.class)
                .hasMessageContaining("case a");
        assertThatThrownBy(() -> LabelPairs.ofFiles(Map.of("b", folder), Map.of()))
                .isInstanceOf(DecathleteException.class)
                .hasMessageContaining("case b");
    }

    @Test
    void filesOfOthersAndNewerOnesAreRefused() {
        Path file = folder.resolve("postprocessing.json");
        refused(file, "{\"format\": \"x\"}", "format \"x\"");
        refused(file, "{\"format\": \"decathlete-postprocessing\", \"version\": 2, \"steps\": []}", "version 2");
        refused(
                file,
                "{\"format\": \"decathlete-postprocessing\", \"version\": 1, \"steps\": [{\"kind\": \"fill\"}]}",
                "\"fill\"");
        refused(
                file,
                "{\"format\": \"decathlete-postprocessing\", \"version\": 1, \"steps\": "
                        + "[{\"kind\": \"keep_largest_component\", \"labels\": [0]}]}",
                "step 0");
        AtomicFiles.writeString(file, "{\"postprocessing_fns\": [\"os.system\"], \"postprocessing_kwargs\": [{}]}");
        assertThatThrownBy(() -> NnunetPostprocessing.read(file))
                .isInstanceOf(DecathleteException.class)
                .hasMessageContaining("os.system");
    }

    private static void refused(Path file, String text, String words) {
        AtomicFiles.writeString(file, text);
        assertThatThrownBy(() -> Postprocessing.read(file))
                .isInstanceOf(DecathleteException.class)
                .hasMessageContaining(words);
    }

    private PostprocessingChoice decide(Labels labels, short[] prediction, short[] reference) {
        return PostprocessingRule.decide(
                write(Map.of("a", prediction), Map.of("a", reference)), labels, 1, Progress.silent());
    }

    /** A label map of rows of digits; each row of text is a row of voxels, those that are not given are empty. */
    private static short[] map(String... rows) {
        short[] labels = new short[GRID.voxels()];
        for (int y = 0; y < rows.length; y++) {
            for (int x = 0; x < rows[y].length(); x++) {
                char digit = rows[y].charAt(x);
                labels[y * 12 + x] = digit == '.' ? 0 : (short) (digit - '0');
            }
        }
        return labels;
    }

    private LabelPairs write(Map<String, short[]> predictions, Map<String, short[]> references) {
        Map<String, Path> predicted = new TreeMap<>();
        Map<String, Path> drawn = new TreeMap<>();
        for (String id : predictions.keySet()) {
            predicted.put(id, write("prediction_" + id, predictions, id));
            drawn.put(id, write("reference_" + id, references, id));
        }
        return LabelPairs.ofFiles(predicted, drawn);
    }

    private Path write(String name, Map<String, short[]> labels, String id) {
        Path file = folder.resolve(name + ".nii.gz");
        VolumeFiles.write(file, new LabelVolume(GRID, java.util.Objects.requireNonNull(labels.get(id))));
        return file;
    }
}
