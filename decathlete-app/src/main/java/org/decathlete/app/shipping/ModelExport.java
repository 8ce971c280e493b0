package org.decathlete.app.shipping;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.decathlete.core.postprocess.NnunetPostprocessing;
import org.decathlete.core.run.DecathleteException;
import org.decathlete.core.run.Progress;
import org.decathlete.core.run.Workspace;
import org.decathlete.nn.export.NnunetExport;
import org.decathlete.nn.export.OnnxExport;
import org.decathlete.nn.export.TrainingHistory;
import org.decathlete.nn.model.ModelBundle;
import org.decathlete.nn.model.ShippedModel;
import org.jspecify.annotations.Nullable;

/** Writes a model for other programs. */
public final class ModelExport {

    /** Whom for. */
    public enum Format {
        /** A model folder for Python's nnU-Net. */
        NNUNET,
        /** ONNX graphs and a JSON file that says what surrounds them. */
        ONNX
    }

    /**
     * What is asked.
     *
     * @param model a model folder or zip, also of an ensemble
     * @param output the folder to write; for ONNX also a file that ends in {@code .onnx}
     * @param plans nnU-Net's plans that the model was made from; null takes those that lie with it or in its work folder
     */
    public record Request(
            Path model,
            Format format,
            Path output,
            @Nullable Path plans) {}

    /**
     * What was written.
     *
     * @param members one, or those of an ensemble
     * @param postprocessing file that says what is done to label maps, in nnU-Net's format; null where nothing is
     */
    public record Outcome(
            String format,
            String output,
            List<Exported> members,
            @Nullable String postprocessing) {}

    /**
     * One member.
     *
     * @param candidate id of its candidate
     */
    public record Exported(String output, String candidate, List<String> folds) {}

    private ModelExport() {}

    /**
     * Exports every member: one to the output itself, those of an ensemble to a folder each inside it, from where nnU-Net's
     * {@code nnUNetv2_ensemble} joins what they predict with {@code --save_probabilities}.
     *
     * @throws DecathleteException when the model cannot be read, or the format cannot hold it
     */
    public static Outcome run(Request request, Progress progress) {
        requireApart(request);
        try (ShippedModel model = ShippedModel.open(request.model())) {
            requireFolder(model, request);
            List<Exported> members = new ArrayList<>();
            for (int i = 0; i < model.members().size(); i++) {
                members.add(export(
                        model.members().get(i),
                        request.output().resolve(model.names().get(i)),
                        request,
                        progress));
            }
            Path postprocessing = postprocessing(model, request);
            if (postprocessing != null) {
                progress.say(postprocessing + ": what is to be done to the label maps, "
                        + model.postprocessing().describe(model.data().labels()));
            }
            return new Outcome(
                    request.format().name().toLowerCase(Locale.ROOT),
                    request.output().toString(),
                    List.copyOf(members),
                    postprocessing == null ? null : postprocessing.toString());
        }
    }

    private static Exported export(ModelBundle member, Path output, Request request, Progress progress) {
        switch (request.format()) {
            case NNUNET -> nnunet(member, output, request);
            case ONNX -> OnnxExport.write(member, output);
        }
        List<String> folds = member.description().folds();
        progress.say(output + ": the networks of folds " + String.join(", ", folds) + " of candidate "
                + member.candidate().id());
        return new Exported(output.toString(), member.candidate().id(), folds);
    }

    private static void requireFolder(ShippedModel model, Request request) {
        if (model.members().size() > 1 && OnnxExport.isFile(request.output())) {
            throw DecathleteException.usage(
                    "--output " + request.output() + " is one file, but the model is an ensemble of "
                            + model.members().size() + "; give a folder");
        }
    }

    private static @Nullable Path postprocessing(ShippedModel model, Request request) {
        if (model.postprocessing().steps().isEmpty()) {
            return null;
        }
        Path file = OnnxExport.isFile(request.output())
                ? request.output().resolveSibling(ShippedModel.POSTPROCESSING)
                : request.output().resolve(ShippedModel.POSTPROCESSING);
        NnunetPostprocessing.write(file, model.postprocessing());
        return file;
    }

    private static void nnunet(ModelBundle model, Path output, Request request) {
        Map<String, Path> files = files(model, request.model());
        Path plans = request.plans() == null ? files.get("plans.json") : request.plans();
        if (plans == null) {
            throw DecathleteException.usage(request.model()
                    + " holds no plans.json, which nnU-Net needs; name the plans that it was made from with --plans, such as "
                    + "WORK/nnUNetPlans.json");
        }
        NnunetExport.write(
                model,
                new NnunetExport.Sources(
                        plans,
                        files.get("dataset.json"),
                        files.get("dataset_fingerprint.json"),
                        histories(model, request.model())),
                output);
    }

    /** plans.json and dataset.json of the export would take the place of the model's own. */
    private static void requireApart(Request request) {
        if (request.output()
                .toAbsolutePath()
                .normalize()
                .equals(request.model().toAbsolutePath().normalize())) {
            throw DecathleteException.usage(
                    "--output " + request.output() + " is the model itself; give another folder");
        }
    }

    /** nnU-Net's files that lie with the model, or else in the work folder that it was made in. */
    private static Map<String, Path> files(ModelBundle model, Path folder) {
        Map<String, Path> files = new LinkedHashMap<>();
        Workspace workspace = workspace(folder);
        if (workspace != null) {
            files.putAll(Shipping.nnunetFiles(workspace));
        }
        files.putAll(model.nnunetFiles());
        return files;
    }

    private static Map<String, TrainingHistory> histories(ModelBundle model, Path folder) {
        Workspace workspace = workspace(folder);
        return workspace == null ? Map.of() : TrainingHistories.of(model, workspace);
    }

    /** The work folder whose model this is; null where it lies elsewhere. */
    private static @Nullable Workspace workspace(Path folder) {
        Path absolute = folder.toAbsolutePath().normalize();
        Path parent = absolute.getParent();
        return parent != null
                        && new Workspace(parent).model().equals(absolute)
                        && Files.isRegularFile(new Workspace(parent).plans())
                ? new Workspace(parent)
                : null;
    }
}
