package org.decathlete.core.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.decathlete.core.io.geometry.Matrix3;
import org.decathlete.core.volume.Grid;
import org.decathlete.core.volume.LabelVolume;
import org.decathlete.core.volume.Volume;
import org.decathlete.testkit.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The same volume in every format that holds volumes. */
class FormatsAgreeTest {
    private static final List<String> NAMES = List.of("a.nii.gz", "a.nrrd", "a.mha", "a.mhd");
    private static final int[][] TURNS = {{0, 1, 2}, {1, 2, 0}, {2, 1, 0}};

    @TempDir
    Path folder;

    @Test
    void readsBackAnEqualGridWhereTheAxesRunAlongThePatients() {
        Properties.forAll(1, 40, random -> {
            Grid grid = aligned(random);
            Volume image = new Volume(grid, channels(random, grid, random.nextInt(1, 4)));
            LabelVolume label = new LabelVolume(grid, labels(random, grid));
            for (String name : NAMES) {
                Path file = folder.resolve(name);
                VolumeFiles.write(file, image);
                Volume read = VolumeFiles.read(file);
                assertThat(read.grid()).as(name).isEqualTo(grid);
                assertChannels(name, read, image);
                VolumeFiles.write(file, label);
                assertThat(VolumeFiles.readLabels(file).labels()).as(name).isEqualTo(label.labels());
                assertThat(VolumeFiles.info(file).grid()).as(name).isEqualTo(grid);
                assertThat(VolumeFiles.info(file).voxelType()).as(name).isIn("uint8", "uint16");
            }
        });
    }

    @Test
    void readsBackTheSamePlaceWhereTheAxesAreTurned() {
        Properties.forAll(1, 40, random -> {
            Grid grid = turned(random);
            Volume image = new Volume(grid, channels(random, grid, 1));
            for (String name : NAMES) {
                Path file = folder.resolve(name);
                VolumeFiles.write(file, image);
                Grid read = VolumeFiles.info(file).grid();
                // NIfTI-1 keeps 24 bits of a number.
                double precision = name.contains(".nii") ? 1e-5 : 1e-13;
                assertThat(read.spacing()).as(name).containsExactly(grid.spacing(), within(precision * 10));
                assertThat(read.direction()).as(name).containsExactly(grid.direction(), within(precision));
                assertThat(read.origin()).as(name).containsExactly(grid.origin(), within(precision * 300));
            }
        });
    }

    @Test
    void passesALabelMapFromFormatToFormat() {
        Properties.forAll(1, 50, random -> {
            Grid grid = aligned(random);
            LabelVolume label = new LabelVolume(grid, labels(random, grid));
            for (int step = 0; step < 6; step++) {
                Path file = folder.resolve(NAMES.get(random.nextInt(NAMES.size())));
                VolumeFiles.write(file, label);
                LabelVolume read = VolumeFiles.readLabels(file);
                assertThat(read.grid()).isEqualTo(grid);
                assertThat(read.labels()).isEqualTo(label.labels());
                label = read;
            }
        });
    }

    @Test
    void tellsFormatsByNameAndNamesResults() {
        assertThat(VolumeFiles.stem(Path.of("x/case.SEG.nrrd"))).isEqualTo("case");
        assertThat(VolumeFiles.ending(Path.of("case.NRRD"))).isEqualTo(".NRRD");
        assertThat(VolumeFiles.isVolume(Path.of("case.raw"))).isFalse();
        List<String> results = new ArrayList<>();
        for (String name : List.of("a.nii", "a.nii.gz", "a.nhdr", "a.nrrd", "a.mhd", "a.png", "a.TIFF", "a.tif", "a")) {
            results.add(VolumeFiles.resultEnding(Path.of(name)));
        }
        assertThat(results)
                .containsExactly(".nii.gz", ".nii.gz", ".nrrd", ".nrrd", ".mha", ".png", ".tiff", ".tif", ".nii.gz");
    }

    /** Along the patient's axes in any order and either way, in numbers that a float holds. */
    private static Grid aligned(SplittableRandom random) {
        int[] turn = TURNS[random.nextInt(TURNS.length)];
        double[] direction = new double[9];
        double[] spacing = new double[3];
        double[] origin = new double[3];
        for (int axis = 0; axis < 3; axis++) {
            direction[3 * turn[axis] + axis] = random.nextBoolean() ? 1 : -1;
            spacing[axis] = random.nextInt(1, 4000) / 1024.0;
            origin[axis] = random.nextInt(-4000, 4000) / 16.0;
        }
        return new Grid(size(random), spacing, origin, direction);
    }

    private static Grid turned(SplittableRandom random) {
        double[] direction = new double[9];
        double[] spacing = new double[3];
        double[] origin = new double[3];
        for (int i = 0; i < 9; i++) {
            direction[i] = random.nextDouble(-1, 1) + (i % 4 == 0 ? 2 : 0);
        }
        for (int axis = 0; axis < 3; axis++) {
            spacing[axis] = random.nextDouble(0.1, 9);
            origin[axis] = random.nextDouble(-300, 300);
        }
        return new Grid(size(random), spacing, origin, Matrix3.nearestOrthonormal(direction));
    }

    private static int[] size(SplittableRandom random) {
        return new int[] {random.nextInt(1, 5), random.nextInt(1, 5), random.nextInt(1, 5)};
    }

    private static List<float[]> channels(SplittableRandom random, Grid grid, int count) {
        List<float[]> channels = new ArrayList<>();
        for (int channel = 0; channel < count; channel++) {
            float[] values = new float[grid.voxels()];
            for (int i = 0; i < values.length; i++) {
                values[i] = (float) random.nextDouble(-1e6, 1e6);
            }
            channels.add(values);
        }
        return channels;
    }

    private static short[] labels(SplittableRandom random, Grid grid) {
        int range = random.nextBoolean() ? 4 : 32_768;
        short[] labels = new short[grid.voxels()];
        for (int i = 0; i < labels.length; i++) {
            labels[i] = (short) random.nextInt(range);
        }
        return labels;
    }

    private static void assertChannels(String name, Volume read, Volume written) {
        assertThat(read.channels()).as(name).hasSameSizeAs(written.channels());
        for (int channel = 0; channel < written.channels().size(); channel++) {
            assertThat(read.channels().get(channel))
                    .as(name)
                    .isEqualTo(written.channels().get(channel));
        }
    }
}
