package org.decathlete.core.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.decathlete.core.run.DecathleteException;
import org.decathlete.core.volume.Grid;
import org.decathlete.core.volume.Volume;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DatasetReaderTest {
    private static final Grid GRID = DatasetFixture.GRID;

    @TempDir
    Path root;

    @Test
    void readsTheDecathlonsLayoutWithChannelsInOneFile() {
        DatasetFixture fixture =
                new DatasetFixture(root).json("""
                        {"name": "x", "modality": {"0": "T1", "1": "T2"}, "labels": {"0": "background", "1": "a"},
                         "numTraining": 2, "training": [
                         {"image": "./imagesTr/b.nii.gz", "label": "./labelsTr/b.nii.gz"},
                         {"image": "./imagesTr/a.nii.gz", "label": "./labelsTr/a.nii.gz"}]}""").image("a", GRID, 1, 2).label("a", GRID, 0, 1);
        Dataset dataset = fixture.dataset();
        assertThat(dataset.ids()).containsExactly("a", "b");
        Case first = dataset.cases().get(0);
        assertThat(first.images()).containsExactly(fixture.imageFile("a"));
        Volume image = CaseReader.readImage(dataset, first);
        assertThat(image.channels()).hasSize(2);
        assertThat(image.channels().get(1)[0]).isEqualTo(2f);
        assertThat(CaseReader.readLabel(dataset, first).labels()[1]).isEqualTo((short) 1);
    }

    @Test
    void readsNnunetsLayoutWithOneFilePerChannel() throws IOException {
        DatasetFixture fixture = DatasetFixture.nnunet(root, "a", "a_b")
                .json("""
                        {"channel_names": {"0": "T1", "1": "CT"}, "labels": {"background": 0, "a": 1, "b": 2},
                         "numTraining": 2, "file_ending": ".nii.gz"}""")
                .image("a_0001", GRID, 7)
                .image("a_b_0001", GRID, 8);
        Files.writeString(root.resolve("imagesTr").resolve("._a_0000.nii.gz"), "");
        Dataset dataset = fixture.dataset();
        assertThat(dataset.ids()).containsExactly("a", "a_b");
        Volume image = CaseReader.readImage(dataset, dataset.cases().get(1));
        assertThat(image.channels()).hasSize(2);
        assertThat(image.channels().get(1)[0]).isEqualTo(8f);
        assertThat(dataset.cases().get(0).label()).contains(fixture.labelFile("a"));
    }

    @Test
    void readsNnunetsTableOfFiles() {
        Dataset dataset = new DatasetFixture(root).json("""
                        {"channel_names": {"0": "CT"}, "labels": {"background": 0, "a": 1}, "numTraining": 1,
                         "file_ending": ".nii.gz", "dataset": {"x": {"images": ["i/x.nii.gz"], "label": "l/x.nii.gz"}}}""").dataset();
        assertThat(dataset.cases().get(0).images()).containsExactly(root.resolve("i/x.nii.gz"));
        assertThat(dataset.cases().get(0).label()).contains(root.resolve("l/x.nii.gz"));
    }

    @Test
    void readsADatalistThatIsGivenItself() throws IOException {
        Path list = Files.writeString(root.resolve("list.json"), """
                {"modality": ["CT", "PET"], "labels": {"0": "background", "1": "a"},
                 "training": [{"fold": 0, "image": ["x_ct.nii.gz", "x_pet.nii.gz"], "label": "x.nii.gz"}]}""");
        Dataset dataset = DatasetReader.read(list);
        assertThat(dataset.ids()).containsExactly("x");
        assertThat(dataset.cases().get(0).images()).hasSize(2);
        assertThat(dataset.description().numTraining()).isEqualTo(1);
        assertThat(dataset.description().channelNames()).containsExactly("CT", "PET");
    }

    @Test
    void findsTheChannelsBehindListsOfTheFirstNnunet() {
        DatasetFixture fixture = DatasetFixture.nnunet(root, "a").json("""
                        {"modality": {"0": "CT"}, "labels": {"0": "background", "1": "a", "2": "b"}, "numTraining": 1,
                         "training": [{"image": "./imagesTr/a.nii.gz", "label": "./labelsTr/a.nii.gz"}]}""");
        assertThat(fixture.dataset().cases().get(0))
                .isEqualTo(new Case("a", List.of(fixture.imageFile("a_0000")), Optional.of(fixture.labelFile("a"))));
    }

    @Test
    void sortsNamesAsPythonDoes() {
        Dataset dataset = DatasetFixture.nnunet(root, "case_2", "case_10", "Case_3", "case_\uD83D\uDE00", "case_\uFF5E")
                .dataset();
        assertThat(dataset.ids()).containsExactly("Case_3", "case_10", "case_2", "case_\uFF5E", "case_\uD83D\uDE00");
    }

    @Test
    void refusesChannelsAndLabelsOnOtherVoxels() {
        Grid other = Grid.of(new int[] {3, 4, 5}, new double[] {2, 1, 0.75});
        Grid larger = Grid.of(new int[] {3, 4, 6}, new double[] {2, 1, 0.5});
        Dataset dataset = DatasetFixture.nnunet(root, "a")
                .json("""
                        {"channel_names": {"0": "T1", "1": "CT"}, "labels": {"background": 0, "a": 1, "b": 2},
                         "numTraining": 1, "file_ending": ".nii.gz"}""")
                .image("a_0001", other, 7)
                .label("a", larger, 0, 1)
                .dataset();
        assertThatThrownBy(() -> CaseReader.readImage(dataset, dataset.cases().get(0)))
                .isInstanceOf(DecathleteException.class)
                .hasMessageContainingAll("a_0001.nii.gz", "0.75", "0.5");
        assertThatThrownBy(() -> CaseReader.readLabel(dataset, dataset.cases().get(0)))
                .isInstanceOf(DecathleteException.class)
                .hasMessageContainingAll("labelsTr/a.nii.gz", "[3, 4, 6]", "[3, 4, 5]");
    }

    @Test
    void refusesAnotherNumberOfChannels() {
        Dataset dataset =
                DatasetFixture.nnunet(root, "a").image("a_0000", GRID, 1, 2).dataset();
        assertThatThrownBy(() -> CaseReader.readImage(dataset, dataset.cases().get(0)))
                .isInstanceOf(DecathleteException.class)
                .hasMessageContainingAll("2 channels", "[MRI]");
    }

    @Test
    void saysWhatIsMissing() {
        assertRefused("holds no dataset.json");
        DatasetFixture fixture = new DatasetFixture(root);
        fixture.json("{\"channel_names\": {\"0\": \"CT\"}, \"labels\": {\"background\": 0}}");
        assertRefused("no folder imagesTr");
        fixture.label("a", GRID, 0).image("a", GRID, 0);
        assertRefused("CASE_0000.nii.gz");
        fixture.json("{\"modality\": {\"0\": \"CT\"}, \"labels\": {\"0\": \"b\"}, \"training\": [{\"label\": \"x\"}]}");
        assertRefused("training[0].image");
        fixture.json("{\"modality\": {\"0\": \"CT\"}, \"labels\": {\"0\": \"b\"},"
                + " \"training\": [{\"image\": \"x\"}, {\"image\": \"y/x\"}]}");
        assertRefused("more than once: x");
        fixture.json("{\"modality\": {\"0\": \"CT\"}, \"labels\": {\"0\": \"b\"},"
                + " \"dataset\": {\"../x\": {\"images\": [\"y\"]}}}");
        assertRefused("'../x'");
    }

    private void assertRefused(String message) {
        assertThatThrownBy(() -> DatasetReader.read(root))
                .isInstanceOf(DecathleteException.class)
                .hasMessageContaining(root.toString())
                .hasMessageContaining(message);
    }
}
