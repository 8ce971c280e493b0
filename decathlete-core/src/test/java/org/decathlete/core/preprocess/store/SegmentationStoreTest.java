package org.decathlete.core.preprocess.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.decathlete.core.run.DecathleteException;
import org.decathlete.core.volume.Box;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SegmentationStoreTest {
    private static final int[] SHAPE = {3, 40, 70};
    private static final SegmentationOrigin ORIGIN = new SegmentationOrigin("0123", 0, "2", "abc");

    @TempDir
    private Path folder;

    @Test
    void givesBackPartsAndWhereTheyComeFrom() throws IOException {
        SegmentationStore store = SegmentationStore.open(folder, 1 << 20);
        assertThat(store.origin("a")).isEmpty();
        store.write("a", SHAPE, numbered(), ORIGIN);

        SegmentationStore again = SegmentationStore.open(folder, 1 << 20);
        assertThat(again.origin("a")).contains(ORIGIN);
        StoredSegmentation stored = again.open("a");
        assertThat(stored.shape()).isEqualTo(SHAPE);
        short[] part = new short[2 * 2 * 3];
        Arrays.fill(part, (short) -1);
        stored.read(new Box(new int[] {2, 39, 68}, new int[] {4, 41, 71}), part);
        short last = (short) (3 * 40 * 70 - 1);
        assertThat(part).startsWith((short) (last - 1), last, (short) -1).endsWith((short) -1, (short) -1);
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files).hasSize(1);
        }
    }

    @Test
    void anotherSegmentationTakesThePlaceOfTheFirstAndHasAnotherIdentity() {
        SegmentationStore store = SegmentationStore.open(folder, 1 << 20);
        store.write("a", SHAPE, numbered(), ORIGIN);
        store.write("b", SHAPE, numbered(), ORIGIN);
        short[] voxel = new short[1];
        store.open("a").read(new Box(new int[] {0, 0, 7}, new int[] {1, 1, 8}), voxel);
        assertThat(voxel).containsExactly((short) 7);
        String before = store.identity(List.of("b", "a"));
        assertThat(store.identity(List.of("a", "b"))).isEqualTo(before);
        assertThat(store.identity(List.of("a"))).isNotEqualTo(before);

        store.write("a", SHAPE, new short[3 * 40 * 70], new SegmentationOrigin("0123", 0, "2", "abd"));
        store.open("a").read(new Box(new int[] {0, 0, 7}, new int[] {1, 1, 8}), voxel);
        assertThat(voxel).containsExactly((short) 0);
        assertThat(store.identity(List.of("a", "b"))).isNotEqualTo(before);
    }

    @Test
    void missingAndNewerOnesAreRefused() throws IOException {
        SegmentationStore store = SegmentationStore.open(folder, 1 << 20);
        assertThatThrownBy(() -> store.open("c"))
                .isInstanceOf(DecathleteException.class)
                .hasMessageContaining("case c");
        store.write("a", SHAPE, numbered(), ORIGIN);
        Path document = folder.resolve("a/case.json");
        Files.writeString(document, Files.readString(document).replaceFirst("\"version\" ?: 1", "\"version\": 2"));
        assertThatThrownBy(() -> SegmentationStore.open(folder, 1 << 20).open("a"))
                .isInstanceOf(DecathleteException.class)
                .hasMessageContaining("newer");
    }

    private static short[] numbered() {
        short[] labels = new short[SHAPE[0] * SHAPE[1] * SHAPE[2]];
        for (int i = 0; i < labels.length; i++) {
            labels[i] = (short) i;
        }
        return labels;
    }
}
