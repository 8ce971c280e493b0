package org.decathlete.core.postprocess;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.decathlete.core.io.VolumeFiles;
import org.decathlete.core.run.DecathleteException;

/** Predictions with their references, read when they are needed. Thread-safe. */
public interface LabelPairs {

    /** Names of the cases, in a fixed order. */
    List<String> ids();

    /** Reads one case; it may be asked for several times. */
    LabelPair load(String id);

    /**
     * Pairs of files.
     *
     * @param predictions label map by case
     * @param references label map by case; every predicted case must have one
     * @throws DecathleteException of kind DATA when a case has no reference
     */
    static LabelPairs ofFiles(Map<String, Path> predictions, Map<String, Path> references) {
        TreeMap<String, Path> sorted = new TreeMap<>(predictions);
        for (String id : sorted.keySet()) {
            if (!references.containsKey(id)) {
                throw DecathleteException.data("case " + id + " has a prediction (" + sorted.get(id)
                        + ") but no reference; remove the one or add the other");
            }
        }
        return new LabelPairs() {
            @Override
            public List<String> ids() {
                return List.copyOf(sorted.keySet());
            }

            @Override
            public LabelPair load(String id) {
                return new LabelPair(
                        VolumeFiles.readLabels(Objects.requireNonNull(sorted.get(id))),
                        VolumeFiles.readLabels(Objects.requireNonNull(references.get(id))));
            }
        };
    }
}
