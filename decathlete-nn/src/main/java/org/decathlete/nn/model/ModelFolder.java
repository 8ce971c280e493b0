package org.decathlete.nn.model;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.decathlete.core.run.DecathleteException;
import org.decathlete.core.run.ErrorKind;
import org.decathlete.nn.model.archive.ModelArchive;
import org.decathlete.nn.model.description.EnsembleDescription;
import org.decathlete.nn.model.layout.NnunetModelFiles;
import org.decathlete.nn.model.layout.OwnModelFiles;

/** Makes room for a model where another one stood. */
final class ModelFolder {
    private static final List<String> MARKS = List.of(
            OwnModelFiles.MODEL,
            EnsembleDescription.FILE,
            ShippedModel.POSTPROCESSING,
            NnunetModelFiles.PLANS,
            NnunetModelFiles.DATASET,
            NnunetModelFiles.FINGERPRINT);
    private static final String PART =
            "fold_[0-9A-Za-z]{1,20}|" + OwnModelFiles.PREVIOUS + "|" + EnsembleDescription.MEMBER;

    private ModelFolder() {}

    /** Removes first what makes the folder a model, then the parts of it; what is not a model's stays. */
    static void clear(Path folder) {
        if (!Files.isDirectory(folder)) {
            return;
        }
        try (Stream<Path> inside = Files.list(folder)) {
            for (String mark : MARKS) {
                Files.deleteIfExists(folder.resolve(mark));
            }
            inside.filter(Files::isDirectory)
                    .filter(part -> String.valueOf(part.getFileName()).matches(PART))
                    .toList()
                    .forEach(ModelArchive::delete);
        } catch (IOException e) {
            throw new DecathleteException(
                    ErrorKind.RESOURCE, folder + " cannot be cleared for another model (" + e + ")", e);
        }
    }
}
