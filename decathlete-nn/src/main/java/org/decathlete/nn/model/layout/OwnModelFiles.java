package org.decathlete.nn.model.layout;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.decathlete.core.candidate.Candidate;
import org.decathlete.core.candidate.PreviousStage;
import org.decathlete.core.run.DecathleteException;
import org.decathlete.nn.model.description.EnsembleDescription;
import org.decathlete.nn.model.description.ModelDescription;
import org.decathlete.nn.model.weights.Weights;
import org.decathlete.nn.net.Network;

/** A model in our own layout. */
public final class OwnModelFiles implements ModelFiles {
    /** The file with the {@link ModelDescription}. */
    public static final String MODEL = "model.json";

    /** The file with the {@link Candidate}. */
    public static final String CANDIDATE = "candidate.json";

    /** The folder of the first stage, inside that of the second one of a cascade. */
    public static final String PREVIOUS = "previous_stage";

    private static final String WEIGHTS = "checkpoint_final.safetensors";

    private final Path origin;
    private final Path folder;
    private final ModelDescription description;
    private final Candidate candidate;
    private final Optional<OwnModelFiles> previous;

    /**
     * Reads all but the weights.
     *
     * @param origin what the user named, for messages
     * @param folder where the files lie
     * @throws DecathleteException of kind DATA when files are missing, damaged, or do not belong together
     */
    public OwnModelFiles(Path origin, Path folder) {
        this.origin = origin;
        this.folder = folder;
        this.description = ModelDescription.read(required(MODEL));
        this.candidate = Candidate.read(required(CANDIDATE));
        if (!candidate.id().equals(description.candidate())) {
            throw DecathleteException.data(origin + ": " + CANDIDATE + " has id " + candidate.id() + ", but " + MODEL
                    + " names " + description.candidate()
                    + ". The files of this model do not belong together; copy or export it again");
        }
        description.folds().forEach(fold -> required(weightsName(fold)));
        this.previous = Optional.ofNullable(candidate.previousStage()).map(this::previous);
    }

    private OwnModelFiles previous(PreviousStage stage) {
        Path inside = folder.resolve(PREVIOUS);
        if (!Files.isRegularFile(inside.resolve(MODEL))) {
            throw DecathleteException.data(origin + " is the second stage of a cascade, and its first stage, "
                    + stage.candidate().configuration() + ", is missing: a model folder " + PREVIOUS
                    + " must lie in it. Copy or export the model again");
        }
        OwnModelFiles found = new OwnModelFiles(origin.resolve(PREVIOUS), inside);
        if (!found.candidate.id().equals(stage.candidate().id())) {
            throw DecathleteException.data(origin + " refines candidate "
                    + stage.candidate().id() + ", but its " + PREVIOUS + " is of candidate " + found.candidate.id()
                    + ". The files of this model do not belong together; copy or export it again");
        }
        return found;
    }

    /** The file with the weights of a fold, seen from the model's folder. */
    public static String weightsName(String fold) {
        return "fold_" + fold + "/" + WEIGHTS;
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
        Weights.load(folder.resolve(weightsName(fold)), network);
    }

    @Override
    public Optional<ModelFiles> previous() {
        return previous.map(Function.identity());
    }

    @Override
    public Map<String, Path> nnunetFiles() {
        return NnunetModelFiles.beside(folder);
    }

    /** Every file of the model by its name in it. */
    public Map<String, Path> all() {
        Map<String, Path> files = new LinkedHashMap<>();
        files.put(MODEL, folder.resolve(MODEL));
        files.put(CANDIDATE, folder.resolve(CANDIDATE));
        files.putAll(nnunetFiles());
        description.folds().forEach(fold -> files.put(weightsName(fold), folder.resolve(weightsName(fold))));
        previous.ifPresent(stage -> stage.all().forEach((name, file) -> files.put(PREVIOUS + "/" + name, file)));
        return files;
    }

    private Path required(String name) {
        Path file = folder.resolve(name);
        if (!Files.isRegularFile(file)) {
            throw DecathleteException.data(origin + " is not a whole model: " + name + " is missing." + hint());
        }
        return file;
    }

    private String hint() {
        if (Files.isRegularFile(folder.resolve(EnsembleDescription.FILE))) {
            return " It is an ensemble of models, of which each member_K is one";
        }
        Path inside = folder.resolve("model");
        if (Files.isRegularFile(inside.resolve(MODEL))) {
            return " Did you mean " + inside + "?";
        }
        return " A model folder holds " + MODEL + ", " + CANDIDATE + " and fold_K/" + WEIGHTS
                + ", as the commands run and select write it, or plans.json, dataset.json and fold_K/"
                + NnunetModelFiles.FINAL + ", as nnU-Net does";
    }
}
