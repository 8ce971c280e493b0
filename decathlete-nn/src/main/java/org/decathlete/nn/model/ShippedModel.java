package org.decathlete.nn.model;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.decathlete.core.candidate.DataContract;
import org.decathlete.core.postprocess.MeanRule;
import org.decathlete.core.postprocess.NnunetPostprocessing;
import org.decathlete.core.postprocess.Postprocessing;
import org.decathlete.core.run.DecathleteException;
import org.decathlete.core.run.Hash;
import org.decathlete.core.run.Json;
import org.decathlete.nn.model.archive.ModelArchive;
import org.decathlete.nn.model.description.EnsembleDescription;
import org.decathlete.nn.model.layout.OwnModelFiles;

/**
 * What is handed on and predicts: one model, or several whose probabilities an ensemble rule joins, and what is done to the label
 * maps afterwards. As files: a model folder ({@link ModelBundle}), or {@code ensemble.json} and a model folder
 * {@code member_K} for each member; and {@code postprocessing.json} where there is any. Or a zip of such a folder.
 */
public final class ShippedModel implements AutoCloseable {
    /** The file in a model folder that says what is done to label maps afterwards. */
    public static final String POSTPROCESSING = "postprocessing.json";

    private final Path origin;
    private final Path folder;
    private final List<String> names = new ArrayList<>();
    private final List<ModelBundle> members = new ArrayList<>();
    private final String rule;
    private final Postprocessing postprocessing;

    private ShippedModel(Path origin, Path folder) {
        this.origin = origin;
        this.folder = folder;
        if (Files.isRegularFile(folder.resolve(EnsembleDescription.FILE))) {
            EnsembleDescription description = EnsembleDescription.read(folder.resolve(EnsembleDescription.FILE));
            names.addAll(description.members());
            rule = description.rule();
        } else {
            names.add("");
            rule = MeanRule.NAME;
        }
        names.forEach(name -> members.add(ModelBundle.open(folder.resolve(name))));
        postprocessing = postprocessing(folder);
        members.forEach(member -> requireSame(data(), member.candidate().data()));
    }

    /**
     * Opens a model and checks that its files are there; weights are read when a network is asked for.
     *
     * @param path a model folder, or a zip that {@link #exportZip} wrote, which is unpacked into a temporary folder
     * @throws DecathleteException of kind DATA when it is no model, damaged, or of a newer version
     */
    public static ShippedModel open(Path path) {
        if (!Files.exists(path)) {
            throw DecathleteException.data("there is no model at " + path);
        }
        if (Files.isDirectory(path)) {
            return new ShippedModel(path, path);
        }
        Path unpacked = ModelArchive.unpack(path, null);
        try {
            return new ShippedModel(path, unpacked);
        } catch (RuntimeException e) {
            ModelArchive.delete(unpacked);
            throw e;
        }
    }

    /** What a model folder says is done to label maps afterwards: in our words, or in nnU-Net's where it was exported for that. */
    public static Postprocessing postprocessing(Path folder) {
        Path file = folder.resolve(POSTPROCESSING);
        if (!Files.isRegularFile(file)) {
            return Postprocessing.NONE;
        }
        return NnunetPostprocessing.isOne(file) ? NnunetPostprocessing.read(file) : Postprocessing.read(file);
    }

    /**
     * Writes a model folder; what stands there of another model is replaced. What makes the folder a model comes last.
     *
     * @param parts at least one, for the same channels and labels
     * @param rule name of the ensemble rule, used where there are several parts
     */
    public static ShippedModel write(Path folder, List<ModelPart> parts, String rule, Postprocessing postprocessing) {
        ModelFolder.clear(folder);
        if (!postprocessing.steps().isEmpty()) {
            postprocessing.write(folder.resolve(POSTPROCESSING));
        }
        if (parts.size() == 1) {
            write(folder, parts.get(0));
        } else {
            EnsembleDescription description = EnsembleDescription.of(parts.size(), rule);
            for (int i = 0; i < parts.size(); i++) {
                write(folder.resolve(description.members().get(i)), parts.get(i));
            }
            Json.write(folder.resolve(EnsembleDescription.FILE), description);
        }
        return new ShippedModel(folder, folder);
    }

    /** The folder of each member, seen from that of the model; empty where there is only one. */
    public List<String> names() {
        return List.copyOf(names);
    }

    /** The members; one, unless this is an ensemble. */
    public List<ModelBundle> members() {
        return List.copyOf(members);
    }

    /** Name of the rule that joins the members' probabilities. */
    public String rule() {
        return rule;
    }

    /** What is done to label maps afterwards. */
    public Postprocessing postprocessing() {
        return postprocessing;
    }

    /** What images are expected and what labels mean. */
    public DataContract data() {
        return members.get(0).candidate().data();
    }

    /** A name for this very model; that of its only member where nothing is done beyond it. */
    public String id() {
        if (members.size() == 1 && postprocessing.steps().isEmpty()) {
            return members.get(0).id();
        }
        List<String> texts =
                new ArrayList<>(members.stream().map(ModelBundle::id).toList());
        texts.add(members.size() == 1 ? "" : rule);
        texts.add(Json.canonical(postprocessing));
        return Hash.of(texts.toArray(String[]::new));
    }

    /** Writes the model as one zip file, which {@link #open} reads again. */
    public void exportZip(Path zip) {
        Map<String, Path> files = new LinkedHashMap<>();
        for (String name : List.of(EnsembleDescription.FILE, POSTPROCESSING)) {
            if (Files.isRegularFile(folder.resolve(name))) {
                files.put(name, folder.resolve(name));
            }
        }
        for (int i = 0; i < members.size(); i++) {
            String prefix = names.get(i).isEmpty() ? "" : names.get(i) + "/";
            members.get(i).files().forEach((name, file) -> files.put(prefix + name, file));
        }
        ModelArchive.pack(zip, files);
    }

    /** Removes what was unpacked; a model folder stays as it is. */
    @Override
    public void close() {
        members.forEach(ModelBundle::close);
        if (!folder.equals(origin)) {
            ModelArchive.delete(folder);
        }
    }

    @Override
    public String toString() {
        return "model " + origin;
    }

    private static void write(Path folder, ModelPart part) {
        part.previous().ifPresent(stage -> write(folder.resolve(OwnModelFiles.PREVIOUS), stage));
        ModelBundle.attach(folder, part.nnunetFiles());
        ModelBundle.write(folder, part.candidate(), part.description(), part.checkpoints())
                .close();
    }

    private void requireSame(DataContract data, DataContract other) {
        if (!data.channelNames().equals(other.channelNames()) || !data.labels().equals(other.labels())) {
            throw DecathleteException.data(origin + ": its members were made for different channels or labels ("
                    + data.channelNames() + " and " + other.channelNames()
                    + "); the files of this model do not belong together");
        }
    }
}
