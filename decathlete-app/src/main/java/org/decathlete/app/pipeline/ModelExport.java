package org.decathlete.app.pipeline;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.decathlete.core.run.DecathleteException;
import org.decathlete.core.run.Progress;
import org.decathlete.core.run.Workspace;
import org.decathlete.nn.export.NnunetExport;
import org.decathlete.nn.export.OnnxExport;
import org.decathlete.nn.export.TrainingHistory;
import org.decathlete.nn.model.ModelBundle;
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
     * @param model a model folder or zip
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
     * @param candidate id of the model's candidate
     */
    public record Outcome(String format, String output, String candidate, List<String> folds) {}

    private ModelExport() {}

    /** @throws DecathleteException when the model cannot be read, or the format cannot hold it */
    public static Outcome run(Request request, Progress progress) {
        try (ModelBundle model = ModelBundle.open(request.model())) {
            switch (request.format()) {
                case NNUNET -> nnunet(model, request);
                case ONNX -> OnnxExport.write(model, request.output());
            }
            progress.say(request.output() + ": the networks of folds "
                    + String.join(", ", model.description().folds()) + " of candidate "
                    + model.candidate().id());
            return new Outcome(
                    request.format().name().toLowerCase(Locale.ROOT),
                    request.output().toString(),
                    model.candidate().id(),
                    model.description().folds());
        }
    }

    private static void nnunet(ModelBundle model, Request request) {
        requireApart(request);
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
                request.output());
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
