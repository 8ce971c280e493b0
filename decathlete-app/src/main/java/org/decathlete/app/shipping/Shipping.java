package org.decathlete.app.shipping;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.decathlete.app.training.FoldTraining;
import org.decathlete.app.training.RunPlan;
import org.decathlete.core.candidate.Candidate;
import org.decathlete.core.postprocess.MeanRule;
import org.decathlete.core.postprocess.Postprocessing;
import org.decathlete.core.run.DecathleteException;
import org.decathlete.core.run.ErrorKind;
import org.decathlete.core.run.Host;
import org.decathlete.core.run.Workspace;
import org.decathlete.nn.model.ModelPart;
import org.decathlete.nn.model.ShippedModel;
import org.decathlete.nn.model.description.ModelDescription;
import org.decathlete.nn.model.description.ModelProvenance;
import org.decathlete.nn.train.checkpoint.TrainingResult;

/** Puts finished trainings together into the model folder that is handed on. */
public final class Shipping {

    /**
     * A finished training.
     *
     * @param training what was trained
     * @param result how it ended
     */
    public record Finished(FoldTraining training, TrainingResult result) {}

    private Shipping() {}

    /**
     * Writes {@code model/} of folds of one candidate, with the weights at the end of their schedules. What was selected before is
     * no longer what is shipped then.
     *
     * @param folds at least one, all of one candidate and work folder
     * @param dataHash of the dataset as it was checked
     * @return the model's folder
     */
    public static Path ship(List<Finished> folds, String dataHash) {
        FoldTraining first = folds.get(0).training();
        Candidate candidate = first.candidate();
        Map<String, Path> checkpoints = new LinkedHashMap<>();
        List<ModelProvenance.Fold> provenance = new ArrayList<>();
        for (Finished fold : folds) {
            checkpoints.put(fold.training().fold(), fold.result().checkpoint());
            provenance.add(provenance(fold));
        }
        ModelDescription description = ModelDescription.of(
                candidate.id(),
                List.copyOf(checkpoints.keySet()),
                candidate.recipe().augmentation().mirrorAxes(candidate.network().dimensions()),
                new ModelProvenance(Instant.now().toString(), dataHash, Host.current(), provenance));
        Workspace workspace = first.project().workspace();
        forget(workspace.selection());
        ShippedModel.write(
                        workspace.model(),
                        List.of(new ModelPart(
                                candidate,
                                description,
                                checkpoints,
                                nnunetFiles(workspace),
                                SelectedModel.previous(
                                        first.project(),
                                        candidate,
                                        first.engine().seed(),
                                        dataHash))),
                        MeanRule.NAME,
                        Postprocessing.NONE)
                .close();
        return workspace.model();
    }

    /**
     * Removes what describes the model that was shipped before.
     *
     * @param selection the file {@code selection.json}
     * @throws DecathleteException of kind RESOURCE where it cannot be removed
     */
    public static void forget(Path selection) {
        try {
            Files.deleteIfExists(selection);
        } catch (IOException e) {
            throw new DecathleteException(
                    ErrorKind.RESOURCE, selection + " describes an earlier model and cannot be removed (" + e + ")", e);
        }
    }

    /** What a model that goes to Python's nnU-Net needs beside the weights, by the names in a model folder; those that are there. */
    static Map<String, Path> nnunetFiles(Workspace workspace) {
        Map<String, Path> files = new LinkedHashMap<>();
        files.put("plans.json", workspace.plans());
        files.put("dataset.json", workspace.dataset());
        files.put("dataset_fingerprint.json", workspace.fingerprint());
        files.values().removeIf(file -> !Files.isRegularFile(file));
        return files;
    }

    private static ModelProvenance.Fold provenance(Finished fold) {
        FoldTraining training = fold.training();
        RunPlan plan = RunPlan.read(training.folder());
        Map<String, String> settings = new LinkedHashMap<>();
        settings.put("asked", plan.asked());
        settings.put("training", plan.training().toString());
        settings.put("device", training.settings(plan).device().toString());
        settings.put("precision", training.settings(plan).precision().toString());
        settings.putAll(TrainingEvents.settings(training, fold.result()));
        settings.put("seed", String.valueOf(training.engine().seed()));
        settings.put("threads", String.valueOf(training.engine().threads()));
        return new ModelProvenance.Fold(
                training.fold(),
                training.split().train(),
                training.split().validation(),
                fold.result().iterations(),
                fold.result().activeSeconds(),
                settings);
    }
}
