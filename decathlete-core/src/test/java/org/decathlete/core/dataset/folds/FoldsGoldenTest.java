package org.decathlete.core.dataset.folds;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.decathlete.testkit.Golden;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Folds and permutations against those that scikit-learn and numpy made for nnU-Net. */
class FoldsGoldenTest {
    private int ran;
    private int found;

    @Test
    void agreesWithEverySplitOfTheSuite() {
        Path suite = Golden.suite("optim");
        for (Path file : Golden.files(suite, ".json")) {
            JsonNode tree = Golden.json(file);
            if (tree.has("splits")) {
                splitsFile(tree);
            }
            tree.path("kfold").forEach(this::kfold);
            tree.path("random_80_20_for_fold_beyond_splits").forEach(this::random);
            tree.path("numpy_permutation_seed_12345").properties().forEach(this::permutation);
        }
        Golden.report("optim (splits)", ran, found);
        assertThat(ran).isEqualTo(found);
    }

    private void splitsFile(JsonNode tree) {
        found++;
        List<Split> splits = Folds.of(
                strings(tree.path("identifiers_sorted")), tree.path("n_splits").intValue());
        for (int fold = 0; fold < splits.size(); fold++) {
            JsonNode expected = tree.path("splits").path(fold);
            assertThat(splits.get(fold).train()).isEqualTo(strings(expected.path("train")));
            assertThat(splits.get(fold).validation()).isEqualTo(strings(expected.path("val")));
        }
        ran++;
    }

    private void kfold(JsonNode expected) {
        found++;
        JsonNode validation = expected.path("val_per_fold");
        List<Split> splits = Folds.of(strings(expected.path("identifiers")), validation.size());
        for (int fold = 0; fold < splits.size(); fold++) {
            assertThat(splits.get(fold).validation()).isEqualTo(strings(validation.path(fold)));
        }
        ran++;
    }

    private void random(JsonNode expected) {
        found++;
        int count = expected.path("n").intValue();
        List<String> ids =
                IntStream.range(0, count).mapToObj("case_%03d"::formatted).toList();
        Split split = Folds.random(ids, expected.path("fold").intValue());
        assertThat(split.train()).isEqualTo(strings(expected.path("train")));
        assertThat(split.validation()).isEqualTo(strings(expected.path("val")));
        ran++;
    }

    private void permutation(Map.Entry<String, JsonNode> expected) {
        found++;
        int[] values =
                expected.getValue().valueStream().mapToInt(JsonNode::intValue).toArray();
        assertThat(new LegacyRandom(12345).permutation(Integer.parseInt(expected.getKey())))
                .isEqualTo(values);
        ran++;
    }

    private static List<String> strings(JsonNode list) {
        return list.valueStream().map(JsonNode::stringValue).toList();
    }
}
