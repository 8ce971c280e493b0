package org.decathlete.app.pipeline;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.decathlete.core.io.VolumeFiles;
import org.decathlete.core.run.Json;
import org.decathlete.core.volume.Grid;
import org.decathlete.core.volume.LabelVolume;
import org.decathlete.core.volume.Volume;

/**
 * Images that cannot be understood in small patches: a ball in the middle, which always looks the same, is of label 1 where a dark
 * wall stands at the low end of the long axis, and of label 2 where it stands at the high end.
 */
final class ContextPhantom {
    private static final int[] SIZE = {8, 24, 48};
    private static final Grid GRID = Grid.of(SIZE, new double[] {1, 1, 1});
    private static final int WALL = 4;

    /** Darker than the rest, so that a network that sees little does not take it for a ball. */
    private static final int DARK = 20;

    private static final double RADIUS = 4;

    /** An image and what is in it. */
    record One(Volume image, LabelVolume label) {}

    private ContextPhantom() {}

    /** Writes so many cases as a dataset, the walls on either side in turn; returns their names. */
    static List<String> write(Path folder, int cases) {
        List<String> ids = new ArrayList<>();
        List<Map<String, String>> training = new ArrayList<>();
        for (int index = 0; index < cases; index++) {
            One one = make(index);
            String id = "case_" + index;
            ids.add(id);
            VolumeFiles.write(folder.resolve("imagesTr/" + id + ".nii.gz"), one.image());
            VolumeFiles.write(folder.resolve("labelsTr/" + id + ".nii.gz"), one.label());
            training.add(Map.of("image", "./imagesTr/" + id + ".nii.gz", "label", "./labelsTr/" + id + ".nii.gz"));
        }
        Json.write(
                folder.resolve("dataset.json"),
                Map.of(
                        "name",
                        "Context",
                        "modality",
                        Map.of("0", "MRI"),
                        "labels",
                        Map.of("0", "background", "1", "low side", "2", "high side"),
                        "numTraining",
                        cases,
                        "numTest",
                        0,
                        "training",
                        training,
                        "test",
                        List.of()));
        return ids;
    }

    /** The wall is on the low side where the number is even. */
    static One make(int number) {
        SplittableRandom random = new SplittableRandom(number);
        double[] centre = {
            random.nextDouble(3, 4), random.nextDouble(9, 14), SIZE[2] / 2.0 + random.nextDouble(-1.5, 0.5)
        };
        boolean low = number % 2 == 0;
        float[] image = new float[GRID.voxels()];
        short[] labels = new short[image.length];
        for (int i = 0; i < image.length; i++) {
            int x = i % SIZE[2];
            int y = i / SIZE[2] % SIZE[1];
            int z = i / (SIZE[1] * SIZE[2]);
            double dz = z - centre[0];
            double dy = y - centre[1];
            double dx = x - centre[2];
            boolean inside = dz * dz + dy * dy + dx * dx < RADIUS * RADIUS;
            boolean wall = low ? x < WALL : x >= SIZE[2] - WALL;
            labels[i] = (short) (inside ? low ? 1 : 2 : 0);
            image[i] = (float) ((wall ? DARK : inside ? 200 : 100) + 3 * random.nextGaussian());
        }
        return new One(new Volume(GRID, List.of(image)), new LabelVolume(GRID, labels));
    }

    /** Dice of both labels together: voxels of the right label count, those of the other do not. */
    static double dice(short[] found, short[] truth) {
        int hits = 0;
        int all = 0;
        for (int i = 0; i < truth.length; i++) {
            hits += found[i] > 0 && found[i] == truth[i] ? 2 : 0;
            all += (found[i] > 0 ? 1 : 0) + (truth[i] > 0 ? 1 : 0);
        }
        return all == 0 ? 1 : hits / (double) all;
    }

    /** A patch edge of the fine stage; from no voxel of a ball does a patch of this width reach a wall. */
    static int patchEdge() {
        int farthest = (int) (SIZE[2] / 2.0 - 1.5 - RADIUS);
        return Math.min(16, farthest - WALL - 1) / 2 * 2;
    }

    static int[] size() {
        return Arrays.copyOf(SIZE, SIZE.length);
    }
}
