package org.decathlete.core.io;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.assertj.core.api.SoftAssertions;
import org.decathlete.core.volume.Volume;
import org.decathlete.testkit.Golden;
import org.decathlete.testkit.NumpyArray;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Against the libraries that nnU-Net reads pictures with: scikit-image on Pillow and tifffile. */
class PictureLibrariesTest {
    @TempDir
    Path folder;

    @Test
    void readsWhatPillowAndTifffileWriteAsScikitImageDoes() {
        Python.run(PictureLibrariesTest.class, "skimage.io, tifffile, PIL", "write_with_tifffile.py", folder);
        List<Path> expectations = Golden.files(folder, ".npy");
        assertThat(expectations.size()).isGreaterThan(40);
        SoftAssertions softly = new SoftAssertions();
        for (Path expectation : expectations) {
            String name = expectation.getFileName().toString().replace(".npy", "");
            NumpyArray expected = NumpyArray.read(expectation);
            Volume volume = VolumeFiles.read(folder.resolve(name));
            int[] size = volume.grid().size();
            softly.assertThat(new int[] {volume.channels().size(), size[0], size[1], size[2]})
                    .as(name)
                    .isEqualTo(expected.shape());
            for (int channel = 0; channel < volume.channels().size(); channel++) {
                softly.assertThat(volume.channels().get(channel))
                        .as(name + " channel " + channel)
                        .isEqualTo(expected.slice(channel).floats());
            }
        }
        softly.assertAll();
    }
}
