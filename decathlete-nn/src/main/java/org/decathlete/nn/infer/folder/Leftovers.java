package org.decathlete.nn.infer.folder;

import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.decathlete.core.preprocess.probabilities.ProbabilityStorage;
import org.decathlete.core.run.AtomicFiles;
import org.decathlete.nn.infer.ensemble.Ensemble;

/** Temporary files of killed runs. Other runs may be writing other cases into the same folder: theirs are left alone. */
final class Leftovers {

    private Leftovers() {}

    /** Removes what is left of these cases. */
    static void remove(Path output, List<InputCase> inputs) {
        Set<String> files = new HashSet<>();
        files.add(PredictionManifest.FILE);
        for (InputCase input : inputs) {
            files.add(String.valueOf(ResultWriter.labelFile(output, input).getFileName()));
            files.add(String.valueOf(ResultWriter.probabilityFile(output, input).getFileName()));
        }
        AtomicFiles.clean(
                output,
                name -> files.contains(name)
                        || ProbabilityStorage.isNamed(name, Ensemble.SCRATCH)
                        || inputs.stream().anyMatch(one -> ProbabilityStorage.isNamed(name, one.id())));
    }
}
