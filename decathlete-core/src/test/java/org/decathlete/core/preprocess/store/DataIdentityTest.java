package org.decathlete.core.preprocess.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.SplittableRandom;
import org.decathlete.core.dataset.DatasetReader;
import org.decathlete.core.io.VolumeFiles;
import org.decathlete.core.run.AtomicFiles;
import org.decathlete.core.volume.Grid;
import org.decathlete.core.volume.LabelVolume;
import org.decathlete.core.volume.Volume;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DataIdentityTest {
    /** Far more than 128 KiB, even of bytes. */
    private static final Grid GRID = Grid.of(new int[] {64, 96, 96}, new double[] {1, 1, 1});

    @TempDir
    private Path root = Path.of(".");

    private String identity() {
        return DataIdentity.of(DatasetReader.read(root));
    }

    private Path image(String ending) {
        return root.resolve("imagesTr/a_0000" + ending);
    }

    private Path label(String ending) {
        return root.resolve("labelsTr/a" + ending);
    }

    private void write(String ending) {
        AtomicFiles.writeString(root.resolve("dataset.json"), """
                {"channel_names": {"0": "MRI"}, "labels": {"background": 0, "a": 1},
                 "numTraining": 1, "file_ending": "%s"}""".formatted(ending));
        float[] noise = new float[GRID.voxels()];
        SplittableRandom random = new SplittableRandom(1);
        for (int i = 0; i < noise.length; i++) {
            noise[i] = random.nextInt(1000);
        }
        VolumeFiles.write(image(ending), new Volume(GRID, List.of(noise)));
        VolumeFiles.write(label(ending), new LabelVolume(GRID, new short[GRID.voxels()]));
    }

    /** Changes one byte and nothing else that can be seen but the time. */
    private static void edit(Path file) throws IOException {
        FileTime before = Files.getLastModifiedTime(file);
        try (RandomAccessFile bytes = new RandomAccessFile(file.toFile(), "rw")) {
            long middle = bytes.length() / 2;
            bytes.seek(middle);
            int value = bytes.read();
            bytes.seek(middle);
            bytes.write(value ^ 0xff);
        }
        Files.setLastModifiedTime(file, FileTime.fromMillis(before.toMillis() + 2000));
    }

    @ParameterizedTest
    @ValueSource(strings = {".nii", ".mha", ".tif"})
    void anEditAmidAPlainFileIsSeen(String ending) throws IOException {
        write(ending);
        String before = identity();
        assertThat(identity()).isEqualTo(before);
        assertThat(image(ending))
                .isRegularFile()
                .satisfies(file -> assertThat(Files.size(file)).isGreaterThan(1 << 18));
        edit(image(ending));
        assertThat(identity()).isNotEqualTo(before);
    }

    @Test
    void anEditAmidTheMembersOfBgzipIsSeen() throws IOException {
        write(".nii.gz");
        byte[] plain = Files.readAllBytes(image(".nii.gz"));
        ByteArrayOutputStream members = new ByteArrayOutputStream();
        members.write(plain, 0, 10);
        members.writeBytes(new byte[] {6, 0, 'B', 'C', 2, 0, 0, 0});
        members.write(plain, 10, plain.length - 10);
        byte[] withField = members.toByteArray();
        withField[3] |= 4;
        Files.write(image(".nii.gz"), withField);
        String before = identity();
        edit(image(".nii.gz"));
        assertThat(identity()).isNotEqualTo(before);
    }

    @Test
    void anEditOfTheDataBesideAHeaderIsSeen() throws IOException {
        write(".mhd");
        Files.writeString(image(".mhd"), """
                ObjectType = Image
                NDims = 3
                DimSize = 96 96 64
                ElementType = MET_UCHAR
                ElementSpacing = 1 1 1
                ElementDataFile = a.raw
                """);
        Path data = root.resolve("imagesTr/a.raw");
        Files.write(data, new byte[GRID.voxels()]);
        assertThat(VolumeFiles.parts(image(".mhd"))).hasSize(2);
        String before = identity();
        edit(data);
        assertThat(identity()).isNotEqualTo(before);
    }

    @Test
    void aChangedVoxelOfACompressedFileIsSeen() {
        write(".nii.gz");
        String before = identity();
        short[] labels = new short[GRID.voxels()];
        labels[labels.length / 2] = 1;
        VolumeFiles.write(label(".nii.gz"), new LabelVolume(GRID, labels));
        assertThat(identity()).isNotEqualTo(before);
    }
}
