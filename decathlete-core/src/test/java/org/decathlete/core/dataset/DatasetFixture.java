package org.decathlete.core.dataset;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.decathlete.core.io.VolumeFiles;
import org.decathlete.core.run.AtomicFiles;
import org.decathlete.core.volume.Grid;
import org.decathlete.core.volume.LabelVolume;
import org.decathlete.core.volume.Volume;

/** Small datasets on disk. */
public final class DatasetFixture {
    public static final Grid GRID = Grid.of(new int[] {3, 4, 5}, new double[] {2, 1, 0.5});

    private final Path root;

    public DatasetFixture(Path root) {
        this.root = root;
    }

    Path root() {
        return root;
    }

    /** An nnU-Net raw dataset of these cases: one channel, labels 0, 1 and 2. */
    public static DatasetFixture nnunet(Path root, String... ids) {
        DatasetFixture fixture = new DatasetFixture(root);
        fixture.json("""
                {"channel_names": {"0": "MRI"}, "labels": {"background": 0, "a": 1, "b": 2},
                 "numTraining": %d, "file_ending": ".nii.gz"}""".formatted(ids.length));
        for (int i = 0; i < ids.length; i++) {
            fixture.image(ids[i] + "_0000", GRID, i).label(ids[i], GRID, 0, 1, 2);
        }
        return fixture;
    }

    public DatasetFixture json(String text) {
        AtomicFiles.writeString(root.resolve("dataset.json"), text);
        return this;
    }

    /** An image of ramps that start at {@code values}, one per channel. */
    public DatasetFixture image(String name, Grid grid, float... values) {
        List<float[]> channels = new ArrayList<>();
        for (float value : values) {
            float[] channel = new float[grid.voxels()];
            for (int i = 0; i < channel.length; i++) {
                channel[i] = value + i * 0.25f;
            }
            channels.add(channel);
        }
        VolumeFiles.write(imageFile(name), new Volume(grid, channels));
        return this;
    }

    /** A label map that starts with these labels and goes on with the last. */
    public DatasetFixture label(String name, Grid grid, int... start) {
        short[] labels = new short[grid.voxels()];
        Arrays.fill(labels, (short) start[start.length - 1]);
        for (int i = 0; i < start.length; i++) {
            labels[i] = (short) start[i];
        }
        VolumeFiles.write(labelFile(name), new LabelVolume(grid, labels));
        return this;
    }

    public Path imageFile(String name) {
        return root.resolve("imagesTr").resolve(name + ".nii.gz");
    }

    public Path labelFile(String name) {
        return root.resolve("labelsTr").resolve(name + ".nii.gz");
    }

    public Dataset dataset() {
        return DatasetReader.read(root);
    }
}
