package org.decathlete.core.run;

import java.nio.file.Path;

/**
 * The work folder of one project: where each stage finds what the one before it left. nnU-Net's own file names where it has the
 * file.
 *
 * @param root the folder
 * @param trainings what holds {@link #runs} and {@link #ensemble ensembles}: the same folder, unless trainings are kept apart from those that may
 *     be shipped
 */
public record Workspace(Path root, Path trainings) {

    /** One that has everything in the same folder. */
    public Workspace(Path root) {
        this(root, root);
    }

    /** The same with its trainings in another folder. */
    public Workspace trainingIn(Path folder) {
        return new Workspace(root, folder);
    }

    /** What the user asked for, so that a later command on the same folder needs no repetition. */
    public Path project() {
        return root.resolve("project.json");
    }

    /** When each stage was finished, on which inputs, in how many seconds. */
    public Path stages() {
        return root.resolve("stages.json");
    }

    /** The dataset's description. */
    public Path dataset() {
        return root.resolve("dataset.json");
    }

    /** What the integrity check found. */
    public Path integrity() {
        return root.resolve("integrity.json");
    }

    /** nnU-Net's fingerprint. */
    public Path fingerprint() {
        return root.resolve("dataset_fingerprint.json");
    }

    /** nnU-Net's plans. */
    public Path plans() {
        return root.resolve("nnUNetPlans.json");
    }

    /** nnU-Net's folds. */
    public Path splits() {
        return root.resolve("splits_final.json");
    }

    /** One folder per way of preprocessing. */
    public Path preprocessed() {
        return root.resolve("preprocessed");
    }

    /** Everything that was trained. */
    public Path runs() {
        return trainings.resolve("runs");
    }

    /** Everything that was trained for one candidate. */
    public Path candidate(String candidateId) {
        return runs().resolve(candidateId);
    }

    /** One training. */
    public Path run(String candidateId, long seed, String fold) {
        return candidate(candidateId).resolve("seed_" + seed).resolve("fold_" + fold);
    }

    /** How folds were to be made. */
    public Path folds() {
        return root.resolve("folds.json");
    }

    /** What was selected for the model to ship, and why. */
    public Path selection() {
        return root.resolve("selection.json");
    }

    /** What several models together say about the cases of a cross-validation. */
    public Path ensemble(String name) {
        return trainings.resolve("ensembles").resolve(name);
    }

    /** The model to ship. */
    public Path model() {
        return root.resolve("model");
    }

    /** The report. */
    public Path report() {
        return root.resolve("report.html");
    }
}
