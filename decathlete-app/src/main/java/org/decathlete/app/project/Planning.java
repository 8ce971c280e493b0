package org.decathlete.app.project;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.decathlete.core.dataset.folds.Folds;
import org.decathlete.core.dataset.folds.Split;
import org.decathlete.core.dataset.folds.SplitsFile;
import org.decathlete.core.fingerprint.Fingerprint;
import org.decathlete.core.fingerprint.FingerprintDifference;
import org.decathlete.core.fingerprint.FingerprintExtractor;
import org.decathlete.core.plan.Plans;
import org.decathlete.core.preprocess.store.DataIdentity;
import org.decathlete.core.run.AtomicFiles;
import org.decathlete.core.run.DecathleteException;
import org.decathlete.core.run.Hash;
import org.decathlete.core.run.Json;
import org.decathlete.core.run.Version;

/** Looks at the data, plans by nnU-Net's rules, and splits the cases into folds. */
public final class Planning {
    static final int FOLDS = 5;

    private final Project project;

    /** That of a work folder. */
    public Planning(Project project) {
        this.project = project;
    }

    /** The dataset's fingerprint, extracted unless the work folder has it. */
    public Fingerprint fingerprint() {
        Path file = project.workspace().fingerprint();
        String inputs = Hash.of("fingerprint", Version.text(), DataIdentity.of(project.dataset()));
        return project.ledger().run("fingerprint", inputs, List.of(file), () -> Fingerprint.read(file), () -> {
            Fingerprint fingerprint =
                    FingerprintExtractor.extract(project.dataset(), project.threads(), project.progress());
            Stream.concat(
                            Stream.of(file).filter(Files::exists),
                            DatasetFiles.find(project.dataset(), "dataset_fingerprint.json").stream())
                    .forEach(given -> compare(given, fingerprint));
            fingerprint.write(file);
            return fingerprint;
        });
    }

    /** Plans follow what the data are now; where a given fingerprint says otherwise, results of others may not compare. */
    private void compare(Path given, Fingerprint extracted) {
        List<String> differences = FingerprintDifference.between(Fingerprint.read(given), extracted);
        if (!differences.isEmpty()) {
            project.progress().say(given + " does not describe these data; what was extracted from them is used:");
            differences.forEach(difference -> project.progress().say("  " + difference));
        }
    }

    /**
     * The plans; also writes them in nnU-Net's format.
     *
     * @param preset what the user asked for; without it, that of the work folder, or the default
     */
    public Plans plans(Optional<String> preset) {
        keepDescription();
        return new ProjectPlans(project).current(preset, fingerprint());
    }

    /**
     * The dataset's dataset.json beside the plans, as nnU-Net keeps it: models are exported with it. A datalist has none, so what it
     * declares is written in nnU-Net's dialect.
     */
    private void keepDescription() {
        Path file = project.workspace().dataset();
        Path given = project.source();
        if (!Files.isDirectory(given)) {
            Json.write(file, project.dataset().description().toJson());
            return;
        }
        Path source = given.resolve("dataset.json");
        try {
            AtomicFiles.writeString(file, Files.readString(source));
        } catch (IOException e) {
            throw DecathleteException.data(source + " cannot be read (" + e + ")", e);
        }
    }

    /**
     * The folds that stand in the work folder; where none do, those that came with the dataset, or nnU-Net's.
     *
     * @throws DecathleteException of kind DATA when they name other cases than the dataset has
     */
    public List<Split> splits() {
        Path file = project.workspace().splits();
        if (!Files.exists(file)) {
            SplitsFile.write(
                    file,
                    new GivenFolds(project)
                            .find()
                            .orElseGet(() -> Folds.of(
                                    project.ids(),
                                    Math.min(FOLDS, Math.max(2, project.ids().size())))));
        }
        return SplitsFile.read(file, project.ids());
    }
}
