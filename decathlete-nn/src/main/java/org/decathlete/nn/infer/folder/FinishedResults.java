package org.decathlete.nn.infer.folder;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.decathlete.core.dataset.Labels;
import org.decathlete.core.io.VolumeFiles;
import org.decathlete.core.run.DecathleteException;
import org.decathlete.core.volume.LabelVolume;

/** Tells whether a result of an earlier run is whole, of this image, and younger than it. */
final class FinishedResults {
    private final List<Integer> declared;
    private final boolean probabilities;

    FinishedResults(Labels labels, boolean probabilities) {
        this.declared = labels.declared();
        this.probabilities = probabilities;
    }

    boolean has(InputCase input, Path labels, Path npz) {
        if (!Files.isRegularFile(labels) || (probabilities && !Files.isRegularFile(npz))) {
            return false;
        }
        try {
            return isYounger(input, labels) && fits(input, VolumeFiles.readLabels(labels));
        } catch (DecathleteException | IOException e) {
            // Not readable means not finished; the image's own faults are reported when it is segmented.
            return false;
        }
    }

    private boolean fits(InputCase input, LabelVolume result) {
        int[] expected = VolumeFiles.info(input.files().get(0)).grid().size();
        if (!Arrays.equals(expected, result.grid().size())) {
            return false;
        }
        for (short label : result.labels()) {
            if (label != 0 && !declared.contains((int) label)) {
                return false;
            }
        }
        return true;
    }

    private static boolean isYounger(InputCase input, Path result) throws IOException {
        for (Path file : input.files()) {
            if (Files.getLastModifiedTime(file).compareTo(Files.getLastModifiedTime(result)) > 0) {
                return false;
            }
        }
        return true;
    }
}
