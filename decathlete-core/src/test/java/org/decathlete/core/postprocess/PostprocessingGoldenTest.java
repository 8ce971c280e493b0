package org.decathlete.core.postprocess;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.assertj.core.data.Offset;
import org.decathlete.core.dataset.Labels;
import org.decathlete.core.metrics.ClassKey;
import org.decathlete.core.run.Progress;
import org.decathlete.core.volume.Grid;
import org.decathlete.core.volume.LabelVolume;
import org.decathlete.testkit.Golden;
import org.decathlete.testkit.NumpyArray;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Components and decisions against those of nnU-Net itself. */
class PostprocessingGoldenTest {
    private static final Offset<Double> EXACT = within(1e-12);

    @TempDir
    private Path folder = Path.of(".");

    @Test
    void removesWhatNnunetRemoves() {
        Path suite = Golden.suite("postprocess");
        int found = 0;
        for (Map.Entry<String, JsonNode> one :
                Golden.json(Golden.file("postprocess", "cases.json")).properties()) {
            found++;
            NumpyArray input = NumpyArray.read(suite.resolve(one.getKey() + "_input.npy"));
            NumpyArray output = NumpyArray.read(suite.resolve(one.getKey() + "_output.npy"));
            Postprocessing steps = Postprocessing.NONE.and(
                    PostprocessingJson.step(suite, 0, one.getValue().path("labels_or_regions")));
            assertThat(steps.apply(volume(input)).labels()).as(one.getKey()).isEqualTo(output.shorts());
        }
        Golden.report("postprocess (components)", found, found);
        assertThat(found).isPositive();
    }

    @Test
    void decidesAsNnunetDoes() {
        Path suite = Golden.suite("postprocess");
        int found = 0;
        for (Path file : Golden.files(suite, "postprocessing.json")) {
            found++;
            Map<String, NumpyArray> arrays = NumpyArray.readAll(file.resolveSibling("data.npz"));
            LabelPairs pairs = pairs(arrays);
            JsonNode expected = Golden.json(file);
            Labels labels = labels(expected);
            PostprocessingChoice choice = PostprocessingRule.decide(pairs, labels, 2, Progress.silent());

            assertThat(choice.chosen()).as(file.toString()).isEqualTo(NnunetPostprocessing.read(file));
            requireDice(choice.before(), Golden.json(file.resolveSibling("summary_before.json")));
            requireDice(choice.after(), Golden.json(file.resolveSibling("summary_after.json")));
            requireDice(choice.before(), expected.path("input_folder"));
            requireDice(choice.after(), expected.path("postprocessed"));
            NumpyArray postprocessed = Objects.requireNonNull(arrays.get("postprocessed"));
            for (String id : pairs.ids()) {
                assertThat(choice.chosen().apply(pairs.load(id).prediction()).labels())
                        .isEqualTo(postprocessed.slice(Integer.parseInt(id)).shorts());
            }
            requireSameWhenWrittenAndRead(choice.chosen());
        }
        Golden.report("postprocess (decisions)", found, found);
        assertThat(found).isPositive();
    }

    private void requireSameWhenWrittenAndRead(Postprocessing chosen) {
        Path ours = folder.resolve("ours.json");
        chosen.write(ours);
        assertThat(Postprocessing.read(ours)).isEqualTo(chosen);
        Path theirs = folder.resolve("theirs.json");
        NnunetPostprocessing.write(theirs, chosen);
        assertThat(NnunetPostprocessing.read(theirs)).isEqualTo(chosen);
        assertThat(Files.exists(ours)).isTrue();
    }

    private static void requireDice(ClassDice found, JsonNode summary) {
        assertThat(found.foregroundMean())
                .isCloseTo(Golden.number(summary.path("foreground_mean").path("Dice")), EXACT);
        for (Map.Entry<String, JsonNode> one : summary.path("mean").properties()) {
            assertThat(found.of(ClassKey.normal(one.getKey())))
                    .as(one.getKey())
                    .isCloseTo(Golden.number(one.getValue().path("Dice")), EXACT);
        }
    }

    /** The labels or regions that the summary has means for, in its order. */
    private static Labels labels(JsonNode expected) {
        List<Labels.Entry> entries = new ArrayList<>();
        entries.add(new Labels.Entry("background", List.of(0)));
        List<Integer> painted = new ArrayList<>();
        boolean regions = false;
        for (String key : expected.path("input_folder").path("mean").propertyNames()) {
            List<Integer> values = ClassKey.parse(key).orElseThrow();
            entries.add(new Labels.Entry("class " + key, values));
            painted.add(values.get(0));
            regions |= values.size() > 1;
        }
        return new Labels(entries, regions ? painted : List.of(), null);
    }

    private static LabelPairs pairs(Map<String, NumpyArray> arrays) {
        NumpyArray predictions = Objects.requireNonNull(arrays.get("prediction"));
        NumpyArray references = Objects.requireNonNull(arrays.get("reference"));
        Map<String, LabelPair> byId = new TreeMap<>();
        for (int i = 0; i < predictions.shape()[0]; i++) {
            byId.put("%03d".formatted(i), new LabelPair(volume(predictions.slice(i)), volume(references.slice(i))));
        }
        return new LabelPairs() {
            @Override
            public List<String> ids() {
                return List.copyOf(byId.keySet());
            }

            @Override
            public LabelPair load(String id) {
                return Objects.requireNonNull(byId.get(id));
            }
        };
    }

    private static LabelVolume volume(NumpyArray array) {
        return new LabelVolume(Grid.of(array.shape(), new double[] {1, 1, 1}), array.shorts());
    }
}
