package org.decathlete.nn.model;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.decathlete.core.candidate.Candidate;
import org.decathlete.core.run.DecathleteException;
import org.decathlete.core.run.Hash;
import org.decathlete.core.run.Json;
import org.decathlete.nn.net.Network;
import org.decathlete.nn.net.Networks;
import org.decathlete.nn.tensor.Device;

/**
 * A trained model as files: a folder, or a zip of one, with {@code model.json}, {@code candidate.json} and
 * {@code fold_K/checkpoint_final.safetensors} (weights alone) for every fold. It is all that prediction needs.
 */
public final class ModelBundle implements AutoCloseable {
    static final String MODEL = "model.json";
    static final String CANDIDATE = "candidate.json";
    private static final String WEIGHTS = "checkpoint_final.safetensors";

    private final Path origin;
    private final Path folder;
    private final ModelDescription description;
    private final Candidate candidate;

    private ModelBundle(Path origin, Path folder) {
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
    }

    /**
     * Opens a model and checks that its files are there; weights are read when a network is asked for.
     *
     * @param path a model folder, or a zip that {@link #exportZip} wrote, which is unpacked into a temporary folder
     * @throws DecathleteException of kind DATA when it is no model, damaged, or of a newer version
     */
    public static ModelBundle open(Path path) {
        if (!Files.exists(path)) {
            throw DecathleteException.data("there is no model at " + path);
        }
        if (Files.isDirectory(path)) {
            return new ModelBundle(path, path);
        }
        Path unpacked = ModelArchive.unpack(path);
        try {
            return new ModelBundle(path, unpacked);
        } catch (RuntimeException e) {
            ModelArchive.delete(unpacked);
            throw e;
        }
    }

    /**
     * Writes a model folder; what stands there of another model is replaced. {@code model.json} comes last.
     *
     * @param folder where to; created where needed
     * @param checkpoints a training checkpoint or weights file for every fold of the description
     */
    public static ModelBundle write(
            Path folder, Candidate candidate, ModelDescription description, Map<String, Path> checkpoints) {
        for (String fold : description.folds()) {
            Path checkpoint = checkpoints.get(fold);
            if (checkpoint == null) {
                throw new IllegalArgumentException("no checkpoint for fold " + fold);
            }
            Weights.extract(checkpoint, folder.resolve(weightsName(fold)), fold, candidate.id());
        }
        candidate.write(folder.resolve(CANDIDATE));
        Json.write(folder.resolve(MODEL), description);
        return new ModelBundle(folder, folder);
    }

    /** How the model is made and what it expects. */
    public Candidate candidate() {
        return candidate;
    }

    /** Folds, mirroring and provenance. */
    public ModelDescription description() {
        return description;
    }

    /** A name for this very model: another training of the same candidate has another. */
    public String id() {
        return Hash.of(Json.canonical(description));
    }

    /**
     * The network of one fold, for the caller to close.
     *
     * @throws DecathleteException of kind DATA when the weights do not fit the candidate's network
     */
    public Network network(String fold, Device device) {
        return network(candidate, folder.resolve(weightsName(fold)), device);
    }

    /**
     * The network of a training checkpoint or weights file, for the caller to close.
     *
     * @throws DecathleteException of kind DATA when the weights do not fit the candidate's network
     */
    public static Network network(Candidate candidate, Path weights, Device device) {
        Network network = Networks.build(candidate.network(), device, 0);
        try {
            Weights.load(weights, network);
            return network;
        } catch (RuntimeException e) {
            network.close();
            throw e;
        }
    }

    /** The networks of all folds, for the caller to close. */
    public List<Network> networks(Device device) {
        List<Network> networks = new ArrayList<>();
        try {
            for (String fold : description.folds()) {
                networks.add(network(fold, device));
            }
            return networks;
        } catch (RuntimeException e) {
            networks.forEach(Network::close);
            throw e;
        }
    }

    /** Writes the model as one zip file, which {@link #open} reads again. */
    public void exportZip(Path zip) {
        ModelArchive.pack(zip, files());
    }

    /** The files that make up the model, by their names in it. */
    Map<String, Path> files() {
        Map<String, Path> files = new LinkedHashMap<>();
        files.put(MODEL, folder.resolve(MODEL));
        files.put(CANDIDATE, folder.resolve(CANDIDATE));
        description.folds().forEach(fold -> files.put(weightsName(fold), folder.resolve(weightsName(fold))));
        return files;
    }

    /** Removes what was unpacked; a model folder stays as it is. */
    @Override
    public void close() {
        if (!folder.equals(origin)) {
            ModelArchive.delete(folder);
        }
    }

    @Override
    public String toString() {
        return "model " + origin;
    }

    private Path required(String name) {
        Path file = folder.resolve(name);
        if (!Files.isRegularFile(file)) {
            throw DecathleteException.data(origin + " is not a whole model: " + name + " is missing." + hint());
        }
        return file;
    }

    private String hint() {
        if (Files.isRegularFile(folder.resolve(ShippedModel.ENSEMBLE))) {
            return " It is an ensemble of models, of which each member_K is one";
        }
        Path inside = folder.resolve("model");
        if (Files.isRegularFile(inside.resolve(MODEL))) {
            return " Did you mean " + inside + "?";
        }
        return " A model folder holds " + MODEL + ", " + CANDIDATE + " and fold_K/" + WEIGHTS
                + ", as the commands run and select write it";
    }

    private static String weightsName(String fold) {
        return "fold_" + fold + "/" + WEIGHTS;
    }
}
