package org.decathlete.nn.model;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.decathlete.core.candidate.Candidate;
import org.decathlete.core.candidate.TrainingRecipe;
import org.decathlete.core.dataset.DatasetDescription;
import org.decathlete.core.plan.Plans;
import org.decathlete.core.plan.PlansJson;
import org.decathlete.core.run.DecathleteException;
import org.decathlete.core.run.Host;
import org.decathlete.nn.net.Network;
import org.decathlete.nn.tensor.Scope;

/**
 * A model as Python's nnU-Net trains it: {@code plans.json}, {@code dataset.json} and {@code fold_K/checkpoint_final.pth} (or
 * checkpoint_best.pth where no fold has a final one). Its configuration, trainer and mirroring stand in the checkpoints.
 */
final class NnunetModelFiles implements ModelFiles {
    static final String PLANS = "plans.json";
    static final String DATASET = "dataset.json";
    static final String FINGERPRINT = "dataset_fingerprint.json";
    static final String FINAL = "checkpoint_final.pth";
    static final String BEST = "checkpoint_best.pth";
    /** nnU-Net does not record which data a model saw. */
    private static final String UNKNOWN = "unknown";

    private final Map<String, NnunetCheckpoint> checkpoints = new LinkedHashMap<>();
    private final Path folder;
    private final Candidate candidate;
    private final ModelDescription description;

    /** Reads all but the weights; {@code folder} holds plans.json. */
    NnunetModelFiles(Path folder) {
        this.folder = folder;
        NnunetFolds.checkpoints(folder).forEach((fold, file) -> checkpoints.put(fold, NnunetCheckpoint.read(file)));
        NnunetCheckpoint first = agreed();
        DatasetDescription described = DatasetDescription.read(folder.resolve(DATASET));
        Plans plans = PlansJson.read(folder.resolve(PLANS), described);
        DatasetDescription named = new DatasetDescription(
                plans.datasetName(),
                described.channelNames(),
                described.labels(),
                described.fileEnding(),
                described.numTraining());
        this.candidate = Candidate.of(named, plans, first.configuration(), TrainingRecipe.nnUNet());
        this.description = ModelDescription.of(
                candidate.id(), List.copyOf(checkpoints.keySet()), first.mirrorAxes(), provenance(first));
    }

    /** Whether a folder looks like such a model. */
    static boolean isOne(Path folder) {
        return Files.isRegularFile(folder.resolve(PLANS))
                && Files.isRegularFile(folder.resolve(DATASET))
                && !NnunetFolds.checkpoints(folder).isEmpty();
    }

    /** nnU-Net's files of a folder, those that are there. */
    static Map<String, Path> beside(Path folder) {
        Map<String, Path> files = new LinkedHashMap<>();
        for (String name : List.of(PLANS, DATASET, FINGERPRINT)) {
            if (Files.isRegularFile(folder.resolve(name))) {
                files.put(name, folder.resolve(name));
            }
        }
        return files;
    }

    @Override
    public Candidate candidate() {
        return candidate;
    }

    @Override
    public ModelDescription description() {
        return description;
    }

    @Override
    public void load(String fold, Network network) {
        NnunetCheckpoint checkpoint = checkpoints.get(fold);
        if (checkpoint == null) {
            throw new IllegalArgumentException("no checkpoint for fold " + fold);
        }
        try (Scope scope = Scope.open()) {
            StateDict.load(network, PthFile.tensors(checkpoint.weights()));
        } catch (DecathleteException e) {
            throw DecathleteException.data(
                    checkpoint.file() + " cannot be used with " + folder.resolve(PLANS) + ": " + e.getMessage(), e);
        }
    }

    @Override
    public Map<String, Path> nnunetFiles() {
        return beside(folder);
    }

    /** The first fold's checkpoint, once the others are found to be of the same training. */
    private NnunetCheckpoint agreed() {
        NnunetCheckpoint first = checkpoints.values().iterator().next();
        for (NnunetCheckpoint other : checkpoints.values()) {
            if (!other.configuration().equals(first.configuration())
                    || !Arrays.equals(other.mirrorAxes(), first.mirrorAxes())) {
                throw DecathleteException.data(
                        other.file() + " is of configuration " + other.configuration() + ", "
                                + first.file() + " of " + first.configuration()
                                + " (or they mirrored other axes). The folds of a model must be of one training; give them apart");
            }
        }
        return first;
    }

    private ModelProvenance provenance(NnunetCheckpoint first) {
        List<ModelProvenance.Fold> folds = new ArrayList<>();
        checkpoints.forEach((fold, checkpoint) -> folds.add(checkpoint.provenance(fold)));
        return new ModelProvenance(first.finished(), UNKNOWN, Host.current(), folds);
    }
}
