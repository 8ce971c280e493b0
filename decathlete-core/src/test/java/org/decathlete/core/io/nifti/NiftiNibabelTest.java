package org.decathlete.core.io.nifti;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.assertj.core.api.SoftAssertions;
import org.decathlete.core.io.Python;
import org.decathlete.core.io.VolumeFiles;
import org.decathlete.core.io.geometry.Affine;
import org.decathlete.core.volume.Grid;
import org.decathlete.core.volume.LabelVolume;
import org.decathlete.core.volume.Volume;
import org.decathlete.testkit.Golden;
import org.decathlete.testkit.NumpyArray;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Against nibabel: it writes, we read; we write, it reads. */
class NiftiNibabelTest {
    @TempDir
    Path folder;

    @Test
    void readsWhatNibabelWritesAndWritesWhatNibabelReads() throws IOException {
        Python.run(NiftiNibabelTest.class, "nibabel", "write_with_nibabel.py", folder);
        List<Path> expectations = Golden.files(folder, ".voxels.npy");
        assertThat(expectations.size()).isGreaterThan(100);
        SoftAssertions softly = new SoftAssertions();
        for (Path expectation : expectations) {
            String name = expectation.getFileName().toString().replace(".voxels.npy", "");
            Volume volume = VolumeFiles.read(file(name));
            compareVoxels(softly, name, volume, NumpyArray.read(expectation));
            compareAffine(softly, name, volume.grid(), NumpyArray.read(folder.resolve(name + ".affine.npy")));
            writeLabels(name, volume);
        }
        softly.assertAll();
        assertThat(Python.run(NiftiNibabelTest.class, "nibabel", "check_with_nibabel.py", folder)
                        .strip())
                .isEqualTo("checked " + expectations.size());
    }

    private Path file(String name) {
        Path compressed = folder.resolve(name + ".nii.gz");
        return Files.exists(compressed) ? compressed : folder.resolve(name + ".nii");
    }

    private static void compareVoxels(SoftAssertions softly, String name, Volume volume, NumpyArray expected) {
        int[] size = volume.grid().size();
        softly.assertThat(new int[] {volume.channels().size(), size[0], size[1], size[2]})
                .as(name)
                .isEqualTo(expected.shape());
        for (int channel = 0; channel < volume.channels().size(); channel++) {
            // nibabel scales floating point files in float32, we in double.
            softly.assertThat(volume.channels().get(channel))
                    .as(name + " channel " + channel)
                    .usingComparatorWithPrecision(name.contains("f4") && name.startsWith("scaled") ? 1e-3f : 0f)
                    .isEqualTo(expected.slice(channel).floats());
        }
    }

    private static void compareAffine(SoftAssertions softly, String name, Grid grid, NumpyArray expected) {
        Affine affine = Affine.of(grid).turned();
        for (int row = 0; row < 3; row++) {
            for (int column = 0; column < 4; column++) {
                if (column == 2 && name.equals("flat")) {
                    continue;
                }
                double ours = column < 3 ? affine.matrix()[3 * row + column] : affine.offset()[row];
                double theirs = expected.values()[4 * row + column];
                softly.assertThat(ours)
                        .as(name + " affine " + row + " " + column)
                        .isCloseTo(theirs, within(2e-6 * Math.max(1, Math.abs(theirs))));
            }
        }
    }

    private void writeLabels(String name, Volume volume) throws IOException {
        short[] labels = new short[volume.grid().voxels()];
        int range = name.hashCode() % 2 == 0 ? 4 : 1000;
        for (int i = 0; i < labels.length; i++) {
            labels[i] = (short) (i * 7 % range);
        }
        labels[labels.length - 1] = (short) (range - 1);
        VolumeFiles.write(
                folder.resolve(name + ".labels.nii.gz"), new LabelVolume(volume.grid(), labels, volume.header()));
        writeNumpy(folder.resolve(name + ".labels.npy"), volume.grid().size(), labels);
    }

    private static void writeNumpy(Path file, int[] shape, short[] values) throws IOException {
        String description = "{'descr': '<i2', 'fortran_order': False, 'shape': (%d, %d, %d), }\n"
                .formatted(shape[0], shape[1], shape[2]);
        ByteBuffer content = ByteBuffer.allocate(10 + description.length() + 2 * values.length);
        content.order(ByteOrder.LITTLE_ENDIAN);
        content.put(new byte[] {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0});
        content.putShort((short) description.length());
        content.put(description.getBytes(StandardCharsets.US_ASCII));
        for (short value : values) {
            content.putShort(value);
        }
        try (OutputStream stream = Files.newOutputStream(file)) {
            stream.write(content.array());
        }
    }
}
