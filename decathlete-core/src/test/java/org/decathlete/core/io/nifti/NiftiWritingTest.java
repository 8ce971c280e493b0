package org.decathlete.core.io.nifti;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.zip.GZIPInputStream;
import org.decathlete.core.io.VolumeFiles;
import org.decathlete.core.io.VolumeInfo;
import org.decathlete.core.io.geometry.Matrix3;
import org.decathlete.core.run.DecathleteException;
import org.decathlete.core.volume.Grid;
import org.decathlete.core.volume.LabelVolume;
import org.decathlete.core.volume.Volume;
import org.decathlete.testkit.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NiftiWritingTest {
    @TempDir
    Path folder;

    @Test
    void givesBackGridAndVoxelsByEitherForm() {
        Properties.forAll(1, 200, random -> {
            Grid grid = randomGrid(random);
            float[] first = floats(random, grid.voxels());
            float[] second = floats(random, grid.voxels());
            Path file = folder.resolve("image.nii");
            VolumeFiles.write(file, new Volume(grid, List.of(first, second)));
            Volume read = VolumeFiles.read(file);
            assertThat(read.channels().get(0)).isEqualTo(first);
            assertThat(read.channels().get(1)).isEqualTo(second);
            assertSamePlace(read.grid(), grid, 1e-6);
            byte[] withoutSform = Files.readAllBytes(file);
            withoutSform[254] = 0;
            Files.write(file, withoutSform);
            // The first entry of the quaternion is not stored; near half turns it comes back with half of float's
            // digits.
            assertSamePlace(VolumeFiles.info(file).grid(), grid, 1e-3);
        });
    }

    @Test
    void keepsTheSourcesHeaderButForWhatMustChange() throws IOException {
        NiftiBytes source = NiftiBytes.of(4, 2, 3, 2, 1, 1)
                .putShort(252, 2)
                .putShort(254, 0)
                .putFloat(76, -1)
                .putFloat(92, 1.75)
                .putFloat(112, 3)
                .putFloat(124, 99)
                .put(123, 10)
                .put(150, 'q')
                .putFloat(256, 0.1)
                .putFloat(268, 12.5)
                .putFloat(280, 42);
        Volume image = VolumeFiles.read(source.write(folder.resolve("image.nii")));
        Path file = folder.resolve("label.nii.gz");
        VolumeFiles.write(file, new LabelVolume(image.grid(), new short[] {0, 1, 2, 3, 4, 255}, image.header()));
        byte[] before = source.bytes();
        byte[] after;
        try (GZIPInputStream stream = new GZIPInputStream(Files.newInputStream(file))) {
            after = stream.readAllBytes();
        }
        List<Integer> changed = IntStream.range(0, 352)
                .filter(i -> before[i] != after[i])
                .boxed()
                .toList();
        // dim[0], datatype, bitpix, scl_slope, cal_max
        assertThat(changed).isSubsetOf(40, 70, 72, 112, 113, 114, 115, 124, 125, 126, 127);
        assertThat(after).hasSize(352 + 6);
        assertThat(VolumeFiles.readLabels(file).labels()).containsExactly(0, 1, 2, 3, 4, 255);
        assertThat(VolumeFiles.info(file)).isEqualTo(new VolumeInfo(image.grid(), 1, "uint8"));
    }

    @Test
    void leavesTheSourcesHeaderWhereItNoLongerFits() {
        Volume image = VolumeFiles.read(NiftiBytes.of(4, 2, 3, 2, 1).write(folder.resolve("image.nii")));
        Grid other = Grid.of(new int[] {1, 1, 2}, new double[] {4, 5, 6});
        Path file = folder.resolve("label.nii");
        VolumeFiles.write(file, new LabelVolume(other, new short[2], image.header()));
        assertThat(VolumeFiles.info(file).grid()).isEqualTo(other);
    }

    @Test
    void choosesTheSmallestUnsignedType() {
        Grid grid = Grid.of(new int[] {1, 1, 2}, new double[] {1, 1, 1});
        Path file = folder.resolve("label.nii.gz");
        VolumeFiles.write(file, new LabelVolume(grid, new short[] {0, 256}));
        assertThat(VolumeFiles.info(file).voxelType()).isEqualTo("uint16");
        assertThat(VolumeFiles.readLabels(file).labels()).containsExactly(0, 256);
        VolumeFiles.write(file, new LabelVolume(grid, new short[] {0, 255}));
        assertThat(VolumeFiles.info(file).voxelType()).isEqualTo("uint8");
        assertThatThrownBy(() -> VolumeFiles.write(file, new LabelVolume(grid, new short[] {0, -1})))
                .isInstanceOf(DecathleteException.class)
                .hasMessageContaining("-1");
        assertThat(VolumeFiles.readLabels(file).labels()).containsExactly(0, 255);
    }

    @Test
    void writesNifti2WhereAnExtentIsBeyondShort() throws IOException {
        Grid grid = Grid.of(new int[] {1, 1, 40_000}, new double[] {1, 1, 0.1});
        short[] labels = new short[40_000];
        labels[39_999] = 3;
        Path file = folder.resolve("label.nii");
        VolumeFiles.write(file, new LabelVolume(grid, labels));
        assertThat(Files.size(file)).isEqualTo(544 + 40_000);
        assertThat(VolumeFiles.readLabels(file).labels()).isEqualTo(labels);
        assertThat(VolumeFiles.info(file).grid()).isEqualTo(grid);
    }

    @Test
    void refusesNamesOfOtherFormats() {
        Grid grid = Grid.of(new int[] {1, 1, 1}, new double[] {1, 1, 1});
        assertThatThrownBy(() -> VolumeFiles.write(folder.resolve("a.bmp"), new LabelVolume(grid, new short[1])))
                .isInstanceOf(DecathleteException.class)
                .hasMessageContaining(".nii.gz");
    }

    private static void assertSamePlace(Grid read, Grid written, double precision) {
        assertThat(read.size()).isEqualTo(written.size());
        for (int axis = 0; axis < 3; axis++) {
            double spacing = written.spacing()[axis];
            assertThat(read.spacing()[axis]).isCloseTo(spacing, within(1e-6 * spacing));
        }
        assertThat(read.origin()).containsExactly(written.origin(), within(1e-4));
        assertThat(read.direction()).containsExactly(written.direction(), within(precision));
    }

    private static Grid randomGrid(SplittableRandom random) {
        int[] size = {random.nextInt(1, 5), random.nextInt(1, 5), random.nextInt(1, 5)};
        double[] spacing = {random.nextDouble(0.1, 9), random.nextDouble(0.1, 9), random.nextDouble(0.1, 9)};
        double[] origin = {random.nextDouble(-300, 300), random.nextDouble(-300, 300), random.nextDouble(-300, 300)};
        double[] direction = new double[9];
        for (int i = 0; i < 9; i++) {
            direction[i] = random.nextDouble(-1, 1) + (i % 4 == 0 ? 2 : 0);
        }
        direction = Matrix3.nearestOrthonormal(direction);
        double mirrored = random.nextBoolean() ? 1 : -1;
        for (int i = 0; i < 9; i += 3) {
            direction[i] *= mirrored;
        }
        return new Grid(size, spacing, origin, direction);
    }

    private static float[] floats(SplittableRandom random, int count) {
        float[] values = new float[count];
        for (int i = 0; i < count; i++) {
            values[i] = (float) random.nextDouble(-1e6, 1e6);
        }
        return values;
    }
}
