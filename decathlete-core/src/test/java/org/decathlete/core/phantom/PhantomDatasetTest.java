package org.decathlete.core.phantom;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.decathlete.core.dataset.DatasetDescription;
import org.decathlete.core.io.VolumeFiles;
import org.decathlete.core.run.Json;
import org.decathlete.core.run.Progress;
import org.decathlete.core.volume.LabelVolume;
import org.decathlete.core.volume.Volume;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

class PhantomDatasetTest {
    private static final PhantomSettings SETTINGS = new PhantomSettings(3, new int[] {12, 32, 32}, 5);

    @Test
    void theFilesHoldWhatIsMadeInMemory(@TempDir Path folder) {
        PhantomDataset.write(folder, SETTINGS, Progress.silent());

        Phantom phantom = new Phantom(SETTINGS);
        JsonNode training = Json.read(folder.resolve("dataset.json")).get("training");
        assertThat(training.size()).isEqualTo(3);
        for (int i = 0; i < 3; i++) {
            PhantomCase expected = phantom.make(i);
            Volume image =
                    VolumeFiles.read(folder.resolve(training.get(i).get("image").asString()));
            LabelVolume label = VolumeFiles.readLabels(
                    folder.resolve(training.get(i).get("label").asString()));
            assertThat(image.channels().get(0))
                    .isEqualTo(expected.image().channels().get(0));
            assertThat(label.labels()).isEqualTo(expected.label().labels());
            assertThat(label.grid()).isEqualTo(image.grid());
            assertThat(image.grid().size()).isEqualTo(expected.image().grid().size());
        }
    }

    @Test
    void theDescriptionIsUnderstood(@TempDir Path folder) {
        PhantomDataset.write(folder, SETTINGS, Progress.silent());

        DatasetDescription description = DatasetDescription.read(folder.resolve("dataset.json"));

        assertThat(description.channelNames()).containsExactly("MRI");
        assertThat(description.labels().foreground()).containsExactly(1, 2);
        assertThat(description.numTraining()).isEqualTo(3);
    }

    @Test
    void writingAgainGivesTheSameBytes(@TempDir Path folder) throws Exception {
        PhantomDataset.write(folder.resolve("a"), SETTINGS, Progress.silent());
        PhantomDataset.write(folder.resolve("b"), SETTINGS, Progress.silent());

        for (String file :
                new String[] {"dataset.json", "imagesTr/phantom_001.nii.gz", "labelsTr/phantom_001.nii.gz"}) {
            assertThat(Files.mismatch(
                            folder.resolve("a").resolve(file),
                            folder.resolve("b").resolve(file)))
                    .as(file)
                    .isEqualTo(-1);
        }
    }
}
