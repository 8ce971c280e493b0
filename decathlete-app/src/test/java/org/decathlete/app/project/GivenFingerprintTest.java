package org.decathlete.app.project;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.decathlete.core.fingerprint.Fingerprint;
import org.decathlete.core.phantom.PhantomDataset;
import org.decathlete.core.phantom.PhantomSettings;
import org.decathlete.core.run.Progress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GivenFingerprintTest {
    @TempDir
    private Path folder = Path.of(".");

    @Test
    void aGivenFingerprintOfOtherDataIsNotReplacedInSilence() throws IOException {
        Path dataset = folder.resolve("dataset");
        PhantomDataset.write(dataset, new PhantomSettings(4, new int[] {8, 16, 16}, 5), Progress.silent());
        List<String> said = new ArrayList<>();
        Fingerprint extracted = fingerprint("first", said);
        assertThat(said).noneMatch(line -> line.contains("does not describe"));

        Path given = dataset.resolve("dataset_fingerprint.json");
        extracted.write(given);
        assertThat(fingerprint("second", said)).isEqualTo(extracted);
        assertThat(said).noneMatch(line -> line.contains("does not describe"));

        double[] spacing = extracted.spacings().get(1);
        List<double[]> others = new ArrayList<>(extracted.spacings());
        others.set(1, new double[] {2 * spacing[0], spacing[1], spacing[2]});
        Path inWork = folder.resolve("third/dataset_fingerprint.json");
        Files.createDirectories(folder.resolve("third"));
        new Fingerprint(
                        others,
                        extracted.shapesAfterCrop(),
                        extracted.medianRelativeSizeAfterCropping(),
                        extracted.foregroundIntensityPropertiesPerChannel())
                .write(inWork);
        assertThat(fingerprint("third", said)).isEqualTo(extracted);
        assertThat(said)
                .anyMatch(line -> line.contains("third/dataset_fingerprint.json does not describe these data"))
                .anyMatch(line -> line.contains("spacings[1]"));
    }

    private Fingerprint fingerprint(String work, List<String> said) {
        said.clear();
        Project project = Project.open(folder.resolve("dataset"), folder.resolve(work), 2, new RecordingProgress(said));
        return new Planning(project).fingerprint();
    }
}
