package org.decathlete.core.dataset.integrity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.zip.GZIPInputStream;
import org.decathlete.core.dataset.DatasetFixture;
import org.decathlete.core.io.VolumeFiles;
import org.decathlete.core.run.DecathleteException;
import org.decathlete.core.run.ErrorKind;
import org.decathlete.core.run.Json;
import org.decathlete.core.run.Progress;
import org.decathlete.core.volume.Grid;
import org.decathlete.core.volume.LabelVolume;
import org.decathlete.core.volume.Volume;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class IntegrityCheckTest {
    private static final Grid GRID = DatasetFixture.GRID;

    @TempDir
    Path root;

    @Test
    void findsNothingInASoundDatasetAndStatesWhatItHolds() {
        IntegrityReport report = check(DatasetFixture.nnunet(root, "a", "b"));
        assertThat(report.findings()).isEmpty();
        assertThat(report.hasErrors()).isFalse();
        CaseFacts facts = report.facts().get(1);
        assertThat(facts.id()).isEqualTo("b");
        assertThat(facts.size()).containsExactly(3, 4, 5);
        assertThat(facts.spacing()).containsExactly(2.0, 1.0, 0.5);
        assertThat(facts.voxelsPerLabel())
                .containsEntry(0, 1L)
                .containsEntry(1, 1L)
                .containsEntry(2, 58L);
        assertThat(facts.sha256()).containsOnlyKeys("imagesTr/b_0000.nii.gz", "labelsTr/b.nii.gz");
    }

    /** A file of nothing but a hole: an image of bytes that would be floats in memory. */
    @Test
    void aVolumeBeyondTheMemoryIsNoFindingAboutTheData() throws IOException {
        DatasetFixture fixture = new DatasetFixture(root).json("""
                        {"channel_names": {"0": "MRI"}, "labels": {"background": 0, "a": 1}, "numTraining": 1,
                         "file_ending": ".nii"}""");
        VolumeFiles.write(root.resolve("labelsTr/a.nii"), new LabelVolume(GRID, new short[GRID.voxels()]));
        Path file = root.resolve("imagesTr/a_0000.nii");
        VolumeFiles.write(file, new Volume(GRID, List.of(new float[GRID.voxels()])));
        long slices = ((Runtime.getRuntime().maxMemory() / Float.BYTES) >> 20) + 1;
        ByteBuffer header = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
        header.putShort(42, (short) 1024).putShort(44, (short) 1024).putShort(46, (short) slices);
        header.putShort(70, (short) 2).putShort(72, (short) 8);
        Files.write(file, header.array());
        try (RandomAccessFile hole = new RandomAccessFile(file.toFile(), "rw")) {
            hole.setLength(352 + (slices << 20));
        }
        assertThatThrownBy(() -> check(fixture))
                .isInstanceOfSatisfying(
                        DecathleteException.class, e -> assertThat(e.kind()).isEqualTo(ErrorKind.RESOURCE))
                .hasMessageContaining("a_0000.nii");
    }

    @Test
    void reportsEverythingAtOnce() throws IOException {
        Grid shifted = new Grid(GRID.size(), GRID.spacing(), new double[] {0, 0, 3}, GRID.direction());
        Grid turned = new Grid(GRID.size(), GRID.spacing(), GRID.origin(), new double[] {0, 0, -1, 0, 1, 0, 1, 0, 0});
        Grid coarse = Grid.of(GRID.size(), new double[] {2, 1, 1});
        Grid small = Grid.of(new int[] {3, 4, 4}, GRID.spacing());
        DatasetFixture fixture = DatasetFixture.nnunet(root, "a", "b", "c", "d", "e", "f", "g", "h", "i", "j")
                .json("""
                        {"channel_names": {"0": "MRI"}, "labels": {"background": 0, "a": 1, "b": 2, "never": 3},
                         "numTraining": 12, "file_ending": ".nii.gz"}""")
                .label("a", small, 0, 1)
                .label("b", coarse, 0, 1)
                .label("c", shifted, 0, 1)
                .label("d", turned, 0, 1)
                .label("e", GRID, 0, 7)
                .label("f", GRID, 0)
                .image("g_0000", GRID, Float.NaN)
                .image("i_0000", GRID, 0, 1)
                .image("j_0001", GRID, 1)
                .label("nobody", GRID, 1);
        Path truncated = fixture.imageFile("h_0000");
        Files.write(truncated, Arrays.copyOf(Files.readAllBytes(truncated), 80));
        Files.delete(fixture.labelFile("h"));
        IntegrityReport report = check(fixture);
        assertFinding(report, Severity.ERROR, "geometry", "a", "[3, 4, 4]", "[3, 4, 5]");
        assertFinding(report, Severity.ERROR, "geometry", "b", "[2, 1, 1] mm", "[2, 1, 0.5] mm");
        assertFinding(report, Severity.WARNING, "place", "c", "3 mm apart");
        assertFinding(report, Severity.WARNING, "place", "d", "direction", "4 mm");
        assertFinding(report, Severity.ERROR, "undeclared-label", "e", "59 voxels with label 7");
        assertFinding(report, Severity.WARNING, "empty-label", "f", "nothing but background");
        assertFinding(report, Severity.ERROR, "not-finite", "g", "60 voxels", "(0, 0, 0)");
        assertFinding(report, Severity.ERROR, "unreadable", "h", "h_0000.nii.gz", "damaged or truncated");
        assertFinding(report, Severity.ERROR, "missing-file", "h", "no label map");
        assertFinding(report, Severity.ERROR, "channels", "i", "2 channels", "[MRI]");
        assertFinding(report, Severity.ERROR, "extra-channel", "j", "j_0001");
        assertFinding(report, Severity.WARNING, "unused-file", "", "nobody.nii.gz");
        assertFinding(report, Severity.WARNING, "number-of-cases", "", "12", "10");
        assertFinding(report, Severity.WARNING, "unseen-label", "", "3 (never)");
        assertThat(report.findings()).hasSize(14);
        assertThat(report.hasErrors()).isTrue();
        assertThat(report.findings(Severity.ERROR)).isEqualTo(report.findings().subList(0, 8));
    }

    @Test
    void reportsFilesThatAListNamesInVain() {
        IntegrityReport report = check(new DatasetFixture(root).json("""
                        {"modality": {"0": "CT"}, "labels": {"0": "background", "1": "a", "3": "b"}, "numTraining": 1,
                         "training": [{"image": "./imagesTr/a.nii.gz", "label": "./labelsTr/a.nii.gz"}]}""").image("b", GRID, 1));
        assertFinding(report, Severity.ERROR, "missing-file", "a", "imagesTr/a.nii.gz does not exist");
        assertFinding(report, Severity.ERROR, "missing-file", "a", "labelsTr/a.nii.gz does not exist");
        assertFinding(report, Severity.ERROR, "label-numbers", "", "[0, 1, 3]");
        assertFinding(report, Severity.WARNING, "unused-file", "", "b.nii.gz");
    }

    @Test
    void noticesAnImageThatIsThereTwiceEvenRecompressed() throws IOException {
        DatasetFixture fixture = DatasetFixture.nnunet(root, "a", "b").image("b_0000", GRID, 0);
        Path second = fixture.imageFile("b_0000");
        try (var stream = new GZIPInputStream(Files.newInputStream(second))) {
            Files.write(second, stream.readAllBytes());
        }
        assertFinding(check(fixture), Severity.WARNING, "duplicate", "a", "a, b");
    }

    @Test
    void hashesTheData() {
        DatasetFixture fixture = DatasetFixture.nnunet(root, "a", "b");
        String before = check(fixture).dataHash();
        assertThat(check(fixture).dataHash()).isEqualTo(before);
        fixture.label("b", GRID, 0, 1, 1, 2);
        assertThat(check(fixture).dataHash()).isNotEqualTo(before);
    }

    @Test
    void writesItself() {
        Path file = root.resolve("integrity.json");
        IntegrityReport report = check(DatasetFixture.nnunet(root, "a", "b").label("b", GRID, 0));
        report.write(file);
        var tree = Json.read(file);
        assertThat(tree.path("format").stringValue()).isEqualTo("decathlete-integrity");
        assertThat(tree.path("version").intValue()).isEqualTo(1);
        assertThat(tree.path("findings").path(0).path("check").stringValue()).isEqualTo("empty-label");
        assertThat(tree.path("facts").path(0).path("voxelsPerLabel").path("2").intValue())
                .isEqualTo(58);
    }

    private static IntegrityReport check(DatasetFixture fixture) {
        return IntegrityCheck.run(fixture.dataset(), 2, Progress.silent());
    }

    private static void assertFinding(
            IntegrityReport report, Severity severity, String check, String caseId, String... mentioned) {
        List<Finding> found = report.findings().stream()
                .filter(finding -> finding.severity() == severity
                        && finding.check().equals(check)
                        && finding.caseId().equals(caseId)
                        && Arrays.stream(mentioned).allMatch(finding.message()::contains))
                .toList();
        assertThat(found).as(report.findings().toString()).hasSize(1);
    }
}
