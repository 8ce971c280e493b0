package org.decathlete.core.dataset.integrity;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.decathlete.core.dataset.CaseReader;
import org.decathlete.core.dataset.Dataset;
import org.decathlete.core.dataset.DatasetReader;
import org.decathlete.core.io.VolumeFiles;
import org.decathlete.core.run.Progress;
import org.decathlete.core.volume.Grid;
import org.decathlete.core.volume.LabelVolume;
import org.decathlete.core.volume.Volume;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Datasets in other formats than NIfTI. */
class MixedFormatsTest {
    private static final Grid GRID = Grid.of(new int[] {3, 4, 5}, new double[] {2, 1, 0.5});
    private static final Grid FLAT = Grid.of(new int[] {1, 4, 5}, new double[] {999, 1, 1});
    private static final String LABELS = "\"labels\": {\"background\": 0, \"a\": 1, \"b\": 2}";

    @TempDir
    Path root;

    @Test
    void readsImagesAndLabelsOfDifferentFormats() throws IOException {
        json("{\"channel_names\": {\"0\": \"CT\"}, " + LABELS + ", \"numTraining\": 2, \"file_ending\": \".mha\"}");
        for (String id : List.of("a", "b")) {
            image("imagesTr/" + id + "_0000.mha", GRID, 1, id.length() + id.charAt(0));
            label("labelsTr/" + id + (id.equals("a") ? ".nrrd" : ".seg.nrrd"), GRID);
        }
        Dataset dataset = DatasetReader.read(root);
        assertThat(dataset.description().fileEnding()).isEqualTo(".mha");
        assertThat(dataset.cases().get(0).label()).contains(root.resolve("labelsTr/a.nrrd"));
        assertThat(dataset.cases().get(1).label()).contains(root.resolve("labelsTr/b.seg.nrrd"));
        assertThat(check(dataset).findings()).isEmpty();
        assertThat(CaseReader.readImage(dataset, dataset.cases().get(0)).grid()).isEqualTo(GRID);
        assertThat(CaseReader.readLabel(dataset, dataset.cases().get(0)).labels())
                .startsWith(new short[] {0, 1, 2});
    }

    @Test
    void hashesTheVoxelsBesideAHeaderAndCountsThemAsUsed() throws IOException {
        json("{\"modality\": {\"0\": \"CT\"}, " + LABELS
                + ", \"training\": [{\"image\": \"./imagesTr/a.mhd\", \"label\": \"./labelsTr/a.mha\"}]}");
        image("imagesTr/a.mhd", GRID, 1, 1);
        label("labelsTr/a.mha", GRID);
        Dataset dataset = DatasetReader.read(root);
        assertThat(dataset.description().fileEnding()).isEqualTo(".mhd");
        IntegrityReport report = check(dataset);
        assertThat(report.findings()).isEmpty();
        assertThat(report.facts().get(0).sha256())
                .containsOnlyKeys("imagesTr/a.mhd", "imagesTr/a.raw", "labelsTr/a.mha");
        byte[] voxels = Files.readAllBytes(root.resolve("imagesTr/a.raw"));
        voxels[0] ^= 1;
        Files.write(root.resolve("imagesTr/a.raw"), voxels);
        assertThat(check(dataset).dataHash()).isNotEqualTo(report.dataHash());
    }

    @Test
    void readsColoursAsChannelsOfOneFile() throws IOException {
        json("{\"channel_names\": {\"0\": \"R\", \"1\": \"G\", \"2\": \"B\"}, " + LABELS
                + ", \"numTraining\": 1, \"file_ending\": \".png\"}");
        image("imagesTr/a_0000.png", FLAT, 3, 1);
        label("labelsTr/a.png", FLAT);
        Dataset dataset = DatasetReader.read(root);
        assertThat(dataset.cases().get(0).images()).containsExactly(root.resolve("imagesTr/a_0000.png"));
        assertThat(check(dataset).findings()).isEmpty();
        Volume image = CaseReader.readImage(dataset, dataset.cases().get(0));
        assertThat(image.channels()).hasSize(3);
        assertThat(image.grid().spacing()).containsExactly(999, 1, 1);
    }

    @Test
    void readsTiffVolumesWithTheirSpacingBesideThem() throws IOException {
        json("{\"channel_names\": {\"0\": \"x\"}, " + LABELS + ", \"numTraining\": 1, \"file_ending\": \".tif\"}");
        image("imagesTr/a_0000.tif", GRID, 1, 1);
        Files.move(root.resolve("imagesTr/a_0000.json"), root.resolve("imagesTr/a.json"));
        label("labelsTr/a.tif", GRID);
        Dataset dataset = DatasetReader.read(root);
        assertThat(check(dataset).findings()).isEmpty();
        assertThat(CaseReader.readImage(dataset, dataset.cases().get(0)).grid()).isEqualTo(GRID);
    }

    private void json(String text) throws IOException {
        Files.createDirectories(root.resolve("imagesTr"));
        Files.writeString(root.resolve("dataset.json"), text);
    }

    private void image(String name, Grid grid, int channels, int start) {
        List<float[]> all = new ArrayList<>();
        for (int channel = 0; channel < channels; channel++) {
            float[] values = new float[grid.voxels()];
            for (int i = 0; i < values.length; i++) {
                values[i] = start + 7 * channel + i;
            }
            all.add(values);
        }
        VolumeFiles.write(root.resolve(name), new Volume(grid, all));
    }

    private void label(String name, Grid grid) {
        short[] labels = new short[grid.voxels()];
        labels[1] = 1;
        labels[2] = 2;
        VolumeFiles.write(root.resolve(name), new LabelVolume(grid, labels));
    }

    private static IntegrityReport check(Dataset dataset) {
        return IntegrityCheck.run(dataset, 2, Progress.silent());
    }
}
