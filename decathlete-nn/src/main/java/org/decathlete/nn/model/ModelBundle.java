package org.decathlete.nn.model;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.decathlete.core.candidate.Candidate;
import org.decathlete.core.run.AtomicFiles;
import org.decathlete.core.run.DecathleteException;
import org.decathlete.core.run.Hash;
import org.decathlete.core.run.Json;
import org.decathlete.nn.model.archive.ModelArchive;
import org.decathlete.nn.model.description.ModelDescription;
import org.decathlete.nn.model.layout.ModelFiles;
import org.decathlete.nn.model.layout.NnunetFolds;
import org.decathlete.nn.model.layout.NnunetModelFiles;
import org.decathlete.nn.model.layout.OwnModelFiles;
import org.decathlete.nn.model.weights.Weights;
import org.decathlete.nn.net.Network;
import org.decathlete.nn.net.Networks;
import org.decathlete.nn.tensor.Device;
import org.jspecify.annotations.Nullable;

/**
 * A trained model as files, all that prediction needs: our own layout, a folder or a zip of one with {@code model.json},
 * {@code candidate.json} and {@code fold_K/checkpoint_final.safetensors} (weights alone) for every fold, and, where it is the second
 * stage of a cascade, the model of the first in a folder {@code previous_stage}; or that of Python's
 * nnU-Net, a folder with {@code plans.json}, {@code dataset.json} and {@code fold_K/checkpoint_final.pth}, or a zip that
 * nnUNetv2_export_model_to_zip wrote.
 */
public final class ModelBundle implements AutoCloseable {
    private final Path origin;
    private final Path folder;
    private final ModelFiles files;

    private ModelBundle(Path origin, Path folder, ModelFiles files) {
        this.origin = origin;
        this.folder = folder;
        this.files = files;
    }

    /**
     * Opens a model and checks that its files are there; weights are read when a network is asked for.
     *
     * @param path a model folder or zip, ours or nnU-Net's; a zip is unpacked into a temporary folder
     * @throws DecathleteException of kind DATA when it is no model, damaged, or of a newer version; of kind USAGE when it holds
     *     several models of nnU-Net
     */
    public static ModelBundle open(Path path) {
        return open(path, null);
    }

    /**
     * Opens one of several models.
     *
     * @param configuration which one of nnU-Net's models to take where the folder or zip holds several, such as
     *     {@code 3d_fullres}, or the name of its folder; null where there must be one
     */
    public static ModelBundle open(Path path, @Nullable String configuration) {
        if (!Files.exists(path)) {
            throw DecathleteException.data("there is no model at " + path);
        }
        if (Files.isDirectory(path)) {
            return new ModelBundle(path, path, files(path, path, configuration));
        }
        Path unpacked = ModelArchive.unpack(path, configuration);
        try {
            return new ModelBundle(path, unpacked, files(path, unpacked, null));
        } catch (RuntimeException e) {
            ModelArchive.delete(unpacked);
            throw e;
        }
    }

    private static ModelFiles files(Path origin, Path folder, @Nullable String configuration) {
        if (!Files.isRegularFile(folder.resolve(OwnModelFiles.MODEL))) {
            Path nnunet = NnunetFolds.model(folder, configuration);
            if (nnunet != null) {
                return new NnunetModelFiles(nnunet);
            }
        }
        return new OwnModelFiles(origin, folder);
    }

    /**
     * Writes a model folder; what stands there of another model is replaced. {@code model.json} comes last. The first stage of a
     * cascade must have been written before.
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
            Weights.extract(checkpoint, folder.resolve(OwnModelFiles.weightsName(fold)), fold, candidate.id());
        }
        return described(folder, candidate, description);
    }

    private static ModelBundle described(Path folder, Candidate candidate, ModelDescription description) {
        candidate.write(folder.resolve(OwnModelFiles.CANDIDATE));
        Json.write(folder.resolve(OwnModelFiles.MODEL), description);
        return new ModelBundle(folder, folder, new OwnModelFiles(folder, folder));
    }

    /**
     * Writes this model as a folder in our own layout, with nnU-Net's files that belong to it.
     *
     * @param target where to; created where needed
     */
    public ModelBundle writeTo(Path target) {
        previous().ifPresent(stage -> stage.writeTo(target.resolve(OwnModelFiles.PREVIOUS)));
        for (String fold : description().folds()) {
            try (Network network = network(fold, Device.CPU)) {
                Weights.write(
                        network,
                        target.resolve(OwnModelFiles.weightsName(fold)),
                        fold,
                        candidate().id());
            }
        }
        attach(target, nnunetFiles());
        return described(target, candidate(), description());
    }

    /**
     * Copies nnU-Net's files into a model folder, from where {@link #nnunetFiles} finds them and {@link #exportZip} takes them along.
     *
     * @param sources by their name in a model folder: plans.json, dataset.json, dataset_fingerprint.json
     */
    public static void attach(Path folder, Map<String, Path> sources) {
        sources.forEach((name, source) -> AtomicFiles.write(folder.resolve(name), out -> Files.copy(source, out)));
    }

    /** How the model is made and what it expects. */
    public Candidate candidate() {
        return files.candidate();
    }

    /** Folds, mirroring and provenance. */
    public ModelDescription description() {
        return files.description();
    }

    /**
     * nnU-Net's files that belong to the model and lie in its folder, by their names there: plans.json, dataset.json and
     * dataset_fingerprint.json, each where it exists.
     */
    public Map<String, Path> nnunetFiles() {
        return files.nnunetFiles();
    }

    /** The model of the stage before, where this is the second one of a cascade. It lives as long as this one. */
    public Optional<ModelBundle> previous() {
        return files.previous().map(stage -> new ModelBundle(origin, origin, stage));
    }

    /** A name for this very model: another training of the same candidate has another. */
    public String id() {
        String own = Json.canonical(description());
        return previous().map(stage -> Hash.of(own, stage.id())).orElseGet(() -> Hash.of(own));
    }

    /**
     * The network of one fold, for the caller to close.
     *
     * @throws DecathleteException of kind DATA when the weights do not fit the candidate's network
     */
    public Network network(String fold, Device device) {
        Network network = Networks.build(candidate().network(), device, 0);
        try {
            files.load(fold, network);
            return network;
        } catch (RuntimeException e) {
            network.close();
            throw e;
        }
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
            for (String fold : description().folds()) {
                networks.add(network(fold, device));
            }
            return networks;
        } catch (RuntimeException e) {
            networks.forEach(Network::close);
            throw e;
        }
    }

    /** Writes the model as one zip file in our own layout, which {@link #open} reads again. */
    public void exportZip(Path zip) {
        if (files instanceof OwnModelFiles own) {
            ModelArchive.pack(zip, own.all());
            return;
        }
        Path temporary = ModelArchive.temporary();
        try (ModelBundle own = writeTo(temporary)) {
            own.exportZip(zip);
        } finally {
            ModelArchive.delete(temporary);
        }
    }

    /** The files that make up a model in our own layout, by their names in it. */
    Map<String, Path> files() {
        if (files instanceof OwnModelFiles own) {
            return own.all();
        }
        throw new IllegalStateException(origin + " is not in our own layout");
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
}
