package org.decathlete.app.pipeline;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import org.decathlete.core.dataset.Folds;
import org.decathlete.core.dataset.Split;
import org.decathlete.core.dataset.SplitsFile;
import org.decathlete.core.fingerprint.Fingerprint;
import org.decathlete.core.fingerprint.FingerprintExtractor;
import org.decathlete.core.plan.Plans;
import org.decathlete.core.preprocess.DataIdentity;
import org.decathlete.core.run.AtomicFiles;
import org.decathlete.core.run.DecathleteException;
import org.decathlete.core.run.Hash;
import org.decathlete.core.run.Version;

/** Looks at the data, plans by nnU-Net's rules, and splits the cases into folds. */
final class Planning {
    static final int FOLDS = 5;

    private final Project project;

    Planning(Project project) {
        this.project = project;
    }

    /** The dataset's fingerprint, extracted unless the work folder has it. */
    Fingerprint fingerprint() {
        var file = project.workspace().fingerprint();
        String inputs = Hash.of("fingerprint", Version.text(), DataIdentity.of(project.dataset()));
        return project.ledger().run("fingerprint", inputs, List.of(file), () -> Fingerprint.read(file), () -> {
            Fingerprint fingerprint =
                    FingerprintExtractor.extract(project.dataset(), project.threads(), project.progress());
            fingerprint.write(file);
            return fingerprint;
        });
    }

    /**
     * The plans; also writes them in nnU-Net's format.
     *
     * @param preset what the user asked for, if anything
     */
    Plans plans(Optional<String> preset) {
        keepDescription();
        return new ProjectPlans(project).current(preset, fingerprint());
    }

    /** The dataset's own dataset.json beside the plans, as nnU-Net keeps it: models are exported with it. */
    private void keepDescription() {
        Path source = project.dataset().root().resolve("dataset.json");
        try {
            if (Files.isRegularFile(source)) {
                AtomicFiles.writeString(project.workspace().dataset(), Files.readString(source));
            }
        } catch (IOException e) {
            throw DecathleteException.data(source + " cannot be read (" + e + ")", e);
        }
    }

    /**
     * The folds: nnU-Net's, or those of a {@code splits_final.json} that stands in the work folder.
     *
     * @throws DecathleteException of kind DATA when that file names other cases than the dataset has
     */
    List<Split> splits() {
        var file = project.workspace().splits();
        if (!Files.exists(file)) {
            SplitsFile.write(
                    file,
                    Folds.of(
                            project.ids(),
                            Math.min(FOLDS, Math.max(2, project.ids().size()))));
        }
        List<Split> splits = SplitsFile.read(file);
        for (int fold = 0; fold < splits.size(); fold++) {
            requireSound(fold, splits.get(fold));
        }
        return splits;
    }

    private void requireSound(int fold, Split split) {
        TreeSet<String> named = new TreeSet<>(split.train());
        named.addAll(split.validation());
        named.removeAll(project.ids());
        if (!named.isEmpty()) {
            throw DecathleteException.data(
                    project.workspace().splits() + ": fold " + fold + " names " + named.first()
                            + ", which the dataset does not have; delete the file, or use another work folder for another dataset");
        }
        TreeSet<String> both = new TreeSet<>(split.train());
        both.retainAll(split.validation());
        if (!both.isEmpty()) {
            throw DecathleteException.data(project.workspace().splits() + ": fold " + fold + " has " + both.first()
                    + " both in train and in val, so nothing measured on it would be true; mend or delete the file");
        }
    }
}
