package org.decathlete.core.dataset.folds;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.decathlete.core.run.AtomicFiles;
import org.decathlete.core.run.DecathleteException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FoldsTest {

    @Test
    void splitsTenCasesAsNnunetDoes() {
        List<Split> splits = Folds.of(ids(10), 5);
        assertThat(splits.stream().map(Split::validation))
                .containsExactly(
                        List.of("case_00", "case_07"),
                        List.of("case_03", "case_09"),
                        List.of("case_04", "case_06"),
                        List.of("case_01", "case_08"),
                        List.of("case_02", "case_05"));
    }

    @Test
    void validatesEveryCaseOnceAndNeverTrainsOnIt() {
        for (int count = 5; count < 40; count++) {
            List<String> ids = ids(count);
            List<String> validated = new ArrayList<>();
            for (Split split : Folds.of(ids, 5)) {
                assertThat(split.train()).doesNotContainAnyElementsOf(split.validation());
                assertThat(split.train().size() + split.validation().size()).isEqualTo(count);
                validated.addAll(split.validation());
            }
            assertThat(validated).containsExactlyInAnyOrderElementsOf(ids);
        }
    }

    @Test
    void drawsTheSplitBeyondTheFileAsNnunetDoes() {
        Split split = Folds.random(ids(10), 5);
        assertThat(split.train())
                .containsExactly(
                        "case_00", "case_08", "case_04", "case_05", "case_03", "case_09", "case_07", "case_06");
        assertThat(split.validation()).containsExactly("case_01", "case_02");
    }

    @Test
    void refusesFewerCasesThanFolds() {
        assertThatThrownBy(() -> Folds.of(ids(4), 5))
                .isInstanceOf(DecathleteException.class)
                .hasMessageContaining("4 cases")
                .hasMessageContaining("5 folds");
    }

    @Test
    void writesAndReadsTheSplitsFile(@TempDir Path folder) {
        List<Split> splits = Folds.of(ids(11), 5);
        Path file = folder.resolve("splits_final.json");
        SplitsFile.write(file, splits);
        assertThat(SplitsFile.read(file)).isEqualTo(splits);
        assertThat(file).content().contains("\"val\"");
    }

    @Test
    void namesWhatIsWrongInASplitsFile(@TempDir Path folder) {
        Path file = folder.resolve("splits_final.json");
        AtomicFiles.writeString(file, "[{\"train\": [\"a\"], \"val\": [\"b\"]}, {\"train\": [\"b\"]}]");
        assertThatThrownBy(() -> SplitsFile.read(file))
                .isInstanceOf(DecathleteException.class)
                .hasMessageContaining("fold 1")
                .hasMessageContaining("\"val\"");
    }

    private static List<String> ids(int count) {
        return IntStream.range(0, count).mapToObj("case_%02d"::formatted).toList();
    }
}
