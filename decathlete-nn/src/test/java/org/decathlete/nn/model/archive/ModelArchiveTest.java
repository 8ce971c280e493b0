package org.decathlete.nn.model.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.decathlete.core.run.DecathleteException;
import org.decathlete.testkit.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ModelArchiveTest {
    private static final String WEIGHTS = "fold_0/checkpoint_final.safetensors";

    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "../model.json",
                "a/../../model.json",
                "/etc/model.json",
                "..\\model.json",
                "model/..",
                "C:\\model.json",
                "fold_0/../../../x/checkpoint_final.safetensors"
            })
    void refusesEntriesThatPointOutside(String name) throws IOException {
        Path zip = zip(List.of("model.json", name), 10);

        refused(() -> ModelArchive.unpack(zip, null), "points outside");
        assertThat(folder.toFile().list()).containsExactly("test.zip");
    }

    @Test
    void unpacksOnlyWhatAModelHas() throws IOException {
        Path zip =
                zip(List.of("my/model.json", "my/candidate.json", "my/" + WEIGHTS, "my/run.sh", "x/y/model.json"), 10);

        Path unpacked = ModelArchive.unpack(zip, null);

        try (Stream<Path> files = Files.walk(unpacked)) {
            assertThat(files.filter(Files::isRegularFile)
                            .map(file -> unpacked.relativize(file).toString()))
                    .containsExactlyInAnyOrder("model.json", "candidate.json", WEIGHTS);
        }
        ModelArchive.delete(unpacked);
        assertThat(unpacked).doesNotExist();
    }

    @Test
    void unpacksOnlyWhatAModelOfNnUNetHas() throws IOException {
        String model = "Dataset001_X/nnUNetTrainer__nnUNetPlans__2d/";
        Path zip = zip(
                Stream.of(
                                "plans.json",
                                "dataset.json",
                                "dataset_fingerprint.json",
                                "fold_0/checkpoint_final.pth",
                                "fold_0/checkpoint_best.pth",
                                "fold_0/debug.json",
                                "fold_0/validation/summary.json",
                                "fold_1/checkpoint_latest.pth",
                                "fold_all/checkpoint_final.pth",
                                "fold_0/checkpoint_final.pth/x",
                                "setup.py")
                        .map(model::concat)
                        .toList(),
                10);

        Path unpacked = ModelArchive.unpack(zip, null);

        try (Stream<Path> files = Files.walk(unpacked)) {
            assertThat(files.filter(Files::isRegularFile)
                            .map(file -> unpacked.relativize(file).toString()))
                    .containsExactlyInAnyOrder(
                            "plans.json", "dataset.json", "dataset_fingerprint.json", "fold_0/checkpoint_final.pth");
        }
        ModelArchive.delete(unpacked);
        refused(() -> ModelArchive.unpack(zip, null, 9, 1 << 30, 1 << 30), "plans.json", "larger");
        refused(() -> ModelArchive.unpack(zip, null, 1 << 30, 9, 1 << 30), "checkpoint_final.pth", "larger");
    }

    @Test
    void countsBytesInsteadOfBelievingTheArchive() throws IOException {
        Path zip = zip(List.of("model.json", WEIGHTS), 1_000_000);

        refused(() -> ModelArchive.unpack(zip, null, 999_999, 1 << 30, 1 << 30), "model.json", "larger");
        refused(() -> ModelArchive.unpack(zip, null, 1 << 30, 999_999, 1 << 30), WEIGHTS, "larger");
        refused(() -> ModelArchive.unpack(zip, null, 1 << 30, 1 << 30, 1_999_999), "larger");
        ModelArchive.delete(ModelArchive.unpack(zip, null, 1 << 30, 1 << 30, 2_000_000));
    }

    @Test
    void refusesTwoFilesForOnePlaceAndTooManyEntries() throws IOException {
        Path twice = zip(List.of("a/model.json", "b/model.json"), 10);
        refused(() -> ModelArchive.unpack(twice, null), "twice");
        Path many = zip(
                Stream.iterate(0, i -> i + 1).limit(20_001).map(i -> "f" + i).toList(), 1);
        refused(() -> ModelArchive.unpack(many, null), "20001 entries");
    }

    @Test
    void damagedArchivesGiveATypedError() throws IOException {
        byte[] whole = Files.readAllBytes(zip(List.of("model.json", "candidate.json", WEIGHTS), 2000));
        Properties.forAll(1, 300, random -> {
            byte[] bytes = whole.clone();
            for (int i = random.nextInt(1, 20); i > 0; i--) {
                bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
            }
            Path damaged = folder.resolve("damaged.zip");
            Files.write(damaged, random.nextInt(4) == 0 ? Arrays.copyOf(bytes, bytes.length / 2) : bytes);
            try {
                ModelArchive.delete(ModelArchive.unpack(damaged, null));
            } catch (DecathleteException e) {
                assertThat(e).hasMessageContaining("damaged.zip");
            }
        });
    }

    private static void refused(Runnable unpack, String... words) {
        assertThatThrownBy(unpack::run).isInstanceOf(DecathleteException.class).hasMessageContainingAll(words);
    }

    private Path zip(List<String> names, int size) throws IOException {
        Path file = folder.resolve("test.zip");
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(file))) {
            for (String name : names) {
                zip.putNextEntry(new ZipEntry(name));
                zip.write("x".repeat(size).getBytes(StandardCharsets.US_ASCII));
                zip.closeEntry();
            }
        }
        return file;
    }
}
