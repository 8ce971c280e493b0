package org.decathlete.nn.model.layout;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.decathlete.core.candidate.Candidate;
import org.decathlete.core.candidate.TrainingRecipe;
import org.decathlete.core.dataset.DatasetDescription;
import org.decathlete.core.plan.Plans;
import org.decathlete.core.plan.json.PlansJson;
import org.decathlete.core.run.DecathleteException;
import org.decathlete.core.run.Host;
import org.decathlete.nn.model.description.ModelDescription;
import org.decathlete.nn.model.description.ModelProvenance;
import org.decathlete.nn.model.pth.PthFile;
import org.decathlete.nn.model.weights.StateDict;
import org.decathlete.nn.net.Network;
import org.decathlete.nn.tensor.Scope;

/**
 * A model as Python's nnU-Net trains it: {@code plans.json}, {@code dataset.json} and {@code fold_K/checkpoint_final.pth} (or
 * checkpoint_best.pth where no fold has a final one). Its configuration, trainer and mirroring stand in the checkpoints.
 */
public final class NnunetModelFiles implements ModelFiles {
    /** The file with the plans. */
    public static final String PLANS = "plans.json";

    /** The file with channels and labels. */
    public static final String DATASET = "dataset.json";

    /** The file that says what the data look like; models may lack it. */
    public static final String FINGERPRINT = "dataset_fingerprint.json";

    static final String FINAL = "checkpoint_final.pth";
    static final String BEST = "checkpoint_best.pth";
    /** nnU-Net does not record which data a model saw. */
    private static final String UNKNOWN = "unknown";

    private final Map<String, NnunetCheckpoint> checkpoints = new LinkedHashMap<>();
    private final Path folder;
    private final Candidate candidate;
    private final ModelDescription description;
    private final Optional<ModelFiles> previous;

    /**
     * Reads all but the weights.
     *
     * @param folder holds plans.json and at least one fold with a checkpoint, as what {@link NnunetFolds#model} gives does
     * @throws DecathleteException of kind DATA when a file is damaged, the folds are not of one training, or the first stage of a
     *     cascade is not found
     */
    public NnunetModelFiles(Path folder) {
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
        Candidate planned = Candidate.of(named, plans, first.configuration(), TrainingRecipe.nnUNet());
        this.previous = Optional.ofNullable(planned.previousStage())
                .map(stage -> previous(first.configuration(), stage.candidate().configuration()));
        this.candidate =
                previous.map(stage -> planned.refining(stage.candidate())).orElse(planned);
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

    /** nnU-Net keeps the first stage of a cascade beside the second; our export puts it inside. */
    private ModelFiles previous(String own, String name) {
        Path absolute = folder.toAbsolutePath().normalize();
        String beside = String.valueOf(absolute.getFileName()).replaceFirst(Pattern.quote(own) + "$", name);
        for (Path place : List.of(absolute.resolve(OwnModelFiles.PREVIOUS), absolute.resolveSibling(beside))) {
            if (!place.equals(absolute) && isOne(place)) {
                NnunetModelFiles found = new NnunetModelFiles(place);
                if (found.candidate.configuration().equals(name)) {
                    return found;
                }
            }
        }
        throw DecathleteException.data(folder + " is a model of " + own + ", which refines the result of " + name
                + ": its model is neither in " + OwnModelFiles.PREVIOUS + " inside nor beside it as " + beside
                + ". Put the folder of " + name + " there, with its folds");
    }

    @Override
    public Optional<ModelFiles> previous() {
        return previous;
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
                throw DecathleteException.data(other.file() + " is of configuration " + other.configuration() + ", "
                        + first.file() + " of " + first.configuration()
                        + " (or they mirrored other axes). The folds of a model must be of one training; give"
                        + " them apart");
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
