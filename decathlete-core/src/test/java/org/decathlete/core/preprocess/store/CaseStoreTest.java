package org.decathlete.core.preprocess.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.decathlete.core.image.ParallelBlocks;
import org.decathlete.core.preprocess.Phantoms;
import org.decathlete.core.preprocess.cases.CaseGeometry;
import org.decathlete.core.preprocess.cases.ClassLocations;
import org.decathlete.core.preprocess.cases.PreprocessedCase;
import org.decathlete.core.run.DecathleteException;
import org.decathlete.core.run.Json;
import org.decathlete.core.volume.Box;
import org.decathlete.core.volume.Grid;
import org.decathlete.testkit.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CaseStoreTest {
    private static final long PLENTY = 1L << 30;

    @TempDir
    Path folder;

    private static final StoreIdentity IDENTITY =
            new StoreIdentity("0123", Phantoms.LABELS, Phantoms.spec(new int[] {0, 1, 2}, new double[] {1, 1, 1}, 2));

    @Test
    void givesBackWhatWasWritten() {
        CaseStore store = CaseStore.create(folder, IDENTITY, PLENTY);
        PreprocessedCase one = random(new int[] {30, 70, 129}, 2, 5);
        assertThat(store.has("case_1")).isFalse();
        store.write("case_1", one);
        assertThat(store.has("case_1")).isTrue();
        PreprocessedCase read = CaseStore.open(store.folder(), PLENTY).read("case_1");
        assertSame(read, one);
    }

    @Test
    void readsBoxesThatStickOut() {
        int[] shape = {30, 70, 129};
        PreprocessedCase one = random(shape, 2, 6);
        CaseStore store = CaseStore.create(folder, IDENTITY, PLENTY);
        store.write("a", one);
        StoredCase stored = store.open("a");
        Properties.forAll(1, 200, random -> {
            int[] start = new int[3];
            int[] end = new int[3];
            for (int axis = 0; axis < 3; axis++) {
                start[axis] = random.nextInt(-20, shape[axis] + 20);
                end[axis] = start[axis] + random.nextInt(1, 60);
            }
            Box box = new Box(start, end);
            int[] extent = box.size();
            float[] data = new float[extent[0] * extent[1] * extent[2]];
            short[] labels = new short[data.length];
            Arrays.fill(data, -99);
            Arrays.fill(labels, (short) -99);
            int channel = random.nextInt(2);
            stored.readData(channel, box, data);
            stored.readLabels(box, labels);
            for (int i = 0; i < data.length; i++) {
                int z = start[0] + i / extent[2] / extent[1];
                int y = start[1] + i / extent[2] % extent[1];
                int x = start[2] + i % extent[2];
                boolean inside = z >= 0 && y >= 0 && x >= 0 && z < shape[0] && y < shape[1] && x < shape[2];
                int index = (z * shape[1] + y) * shape[2] + x;
                float value = inside ? one.data().get(channel)[index] : -99;
                short label = inside ? one.requireLabels()[index] : -99;
                if (data[i] != value || labels[i] != label) {
                    throw new AssertionError("voxel " + z + " " + y + " " + x + " of " + box);
                }
            }
        });
    }

    @Test
    void holdsNoMoreDecodedBytesThanAllowed() {
        long limit = 3_000_000;
        CaseStore writer = CaseStore.create(folder, IDENTITY, 0);
        List<PreprocessedCase> cases = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            cases.add(random(new int[] {70, 80, 90}, 1, i));
            writer.write("case" + i, cases.get(i));
        }
        CaseStore store = CaseStore.open(writer.folder(), limit);
        ParallelBlocks.run(4, 200, block -> {
            SplittableRandom random = new SplittableRandom(block);
            int id = random.nextInt(4);
            int z = random.nextInt(40);
            Box box = new Box(new int[] {z, 3, 5}, new int[] {z + 30, 63, 85});
            float[] data = new float[30 * 60 * 80];
            store.open("case" + id).readData(0, box, data);
            assertThat(data[0]).isEqualTo(cases.get(id).data().get(0)[(z * 80 + 3) * 90 + 5]);
            assertThat(store.cachedBytes()).isLessThanOrEqualTo(limit);
        });
        assertThat(store.cachedBytes()).isGreaterThan(limit / 2);
    }

    @Test
    void noticesADamagedChunk() throws IOException {
        CaseStore store = CaseStore.create(folder, IDENTITY, PLENTY);
        store.write("a", random(new int[] {9, 9, 9}, 2, 1));
        Path chunk = store.folder().resolve("a/image/c.1.0.0.0");
        byte[] bytes = Files.readAllBytes(chunk);
        bytes[bytes.length / 2] ^= 4;
        Files.write(chunk, bytes);
        assertThatThrownBy(() -> store.read("a"))
                .isInstanceOf(DecathleteException.class)
                .hasMessageContaining("c.1.0.0.0")
                .hasMessageContaining("preprocess again");
        Files.write(chunk, Arrays.copyOf(bytes, bytes.length / 2), StandardOpenOption.TRUNCATE_EXISTING);
        assertThatThrownBy(() -> store.read("a")).hasMessageContaining("damaged");
    }

    @Test
    void describesItsArraysAsZarr() {
        CaseStore store = CaseStore.create(folder, IDENTITY, PLENTY);
        store.write("a", random(new int[] {9, 130, 65}, 2, 1));
        assertThat(Json.canonical(Json.read(store.folder().resolve("a/image/zarr.json"))))
                .isEqualTo("{\"chunk_grid\":{\"configuration\":{\"chunk_shape\":[1,9,44,33]},\"name\":\"regular\"},"
                        + "\"chunk_key_encoding\":{\"configuration\":{\"separator\":\".\"},\"name\":\"default\"},"
                        + "\"codecs\":[{\"configuration\":{\"endian\":\"little\"},\"name\":\"bytes\"},"
                        + "{\"configuration\":{\"checksum\":false,\"level\":3},\"name\":\"zstd\"},{\"name\":\"crc32c\"}],"
                        + "\"data_type\":\"float32\",\"fill_value\":0.0,\"node_type\":\"array\",\"shape\":[2,9,130,65],"
                        + "\"zarr_format\":3}");
    }

    @Test
    void replacesACaseAndForgetsItsChunks() {
        CaseStore store = CaseStore.create(folder, IDENTITY, PLENTY);
        store.write("a", random(new int[] {9, 9, 9}, 2, 1));
        store.read("a");
        PreprocessedCase other = random(new int[] {9, 9, 9}, 2, 2);
        store.write("a", other);
        assertSame(store.read("a"), other);
        assertThat(store.size()).isEqualTo(1);
    }

    @Test
    void refusesANewerFormatAndUnknownCases() throws IOException {
        CaseStore store = CaseStore.create(folder, IDENTITY, PLENTY);
        assertThatThrownBy(() -> store.open("nobody")).hasMessageContaining("nobody");
        assertThatThrownBy(() -> store.has("../escape")).isInstanceOf(DecathleteException.class);
        Path index = store.folder().resolve("index.json");
        Files.writeString(index, Files.readString(index).replaceFirst("(\"version\"\\s*:\\s*)1", "$12"));
        assertThatThrownBy(() -> CaseStore.open(store.folder(), PLENTY)).hasMessageContaining("version 2");
    }

    @Test
    void theKeyFollowsWhateverChangesTheCases() {
        String key = IDENTITY.key();
        assertThat(key).matches("[0-9a-f]{16}");
        assertThat(new StoreIdentity("0124", IDENTITY.labels(), IDENTITY.preprocessing()).key())
                .isNotEqualTo(key);
        assertThat(new StoreIdentity(
                                "0123",
                                IDENTITY.labels(),
                                Phantoms.spec(new int[] {0, 1, 2}, new double[] {1, 1, 1.1}, 2))
                        .key())
                .isNotEqualTo(key);
    }

    static void assertSame(PreprocessedCase actual, PreprocessedCase expected) {
        assertThat(actual.shape()).isEqualTo(expected.shape());
        assertThat(actual.data()).hasSameSizeAs(expected.data());
        for (int channel = 0; channel < actual.data().size(); channel++) {
            assertThat(Arrays.equals(actual.data().get(channel), expected.data().get(channel)))
                    .isTrue();
        }
        assertThat(Arrays.equals(actual.labels(), expected.labels())).isTrue();
        assertThat(actual.geometry()).usingRecursiveComparison().isEqualTo(expected.geometry());
        assertThat(actual.locations().classes()).isEqualTo(expected.locations().classes());
        for (int i = 0; i < expected.locations().voxels().size(); i++) {
            assertThat(Arrays.equals(
                            actual.locations().voxels().get(i),
                            expected.locations().voxels().get(i)))
                    .isTrue();
        }
        assertThat(actual.locations().annotated())
                .isEqualTo(expected.locations().annotated());
    }

    static PreprocessedCase random(int[] shape, int channels, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        int voxels = shape[0] * shape[1] * shape[2];
        List<float[]> data = new ArrayList<>();
        for (int channel = 0; channel < channels; channel++) {
            float[] values = new float[voxels];
            for (int i = 0; i < voxels; i++) {
                values[i] = random.nextInt(1000) / 8f;
            }
            data.add(values);
        }
        short[] labels = new short[voxels];
        for (int i = 0; i < voxels; i++) {
            labels[i] = (short) (random.nextInt(4) - 1);
        }
        CaseGeometry geometry = new CaseGeometry(
                Grid.of(new int[] {200, 210, 220}, new double[] {1, 0.1, 3}),
                new int[] {200, 210, 220},
                new Box(new int[] {1, 2, 3}, new int[] {100, 200, 201}),
                new int[] {99, 198, 198},
                new double[] {1, 0.1, 3});
        return new PreprocessedCase(shape, data, labels, geometry, ClassLocations.sample(labels, Phantoms.LABELS));
    }
}
