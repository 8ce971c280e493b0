package org.decathlete.app.shipping;

import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.decathlete.app.project.Project;
import org.decathlete.app.results.Contender;
import org.decathlete.app.results.CrossValidation;
import org.decathlete.app.results.FinishedFold;
import org.decathlete.app.results.FinishedRuns;
import org.decathlete.app.training.RunPlan;
import org.decathlete.core.candidate.Candidate;
import org.decathlete.core.postprocess.Postprocessing;
import org.decathlete.core.run.DecathleteException;
import org.decathlete.core.run.Host;
import org.decathlete.nn.model.ModelPart;
import org.decathlete.nn.model.ShippedModel;
import org.decathlete.nn.model.description.ModelDescription;
import org.decathlete.nn.model.description.ModelProvenance;
import org.decathlete.nn.train.checkpoint.FinishedTraining;

/** Writes the model folder of what was selected: the final weights of every compared fold of every member. */
public final class SelectedModel {

    private SelectedModel() {}

    /**
     * Writes {@code model/}.
     *
     * @param folds that every member has finished
     * @param rule name of the ensemble rule
     * @param dataHash of the dataset as it was checked
     * @return the model's id
     * @throws DecathleteException of kind DATA where a checkpoint is of another candidate
     */
    public static String ship(
            Project project,
            Contender chosen,
            Collection<Integer> folds,
            String rule,
            Postprocessing postprocessing,
            String dataHash) {
        List<ModelPart> parts = chosen.members().stream()
                .map(member -> part(project, member, folds, dataHash))
                .toList();
        try (ShippedModel model = ShippedModel.write(project.workspace().model(), parts, rule, postprocessing)) {
            return model.id();
        }
    }

    /**
     * The first stage of a cascade, with all its finished folds: one alone has not seen every case that the second learned from, but
     * images of new patients are nobody's.
     *
     * @return empty where the candidate refines nothing
     */
    static Optional<ModelPart> previous(Project project, Candidate candidate, long seed, String dataHash) {
        return Optional.ofNullable(candidate.previousStage()).map(stage -> {
            CrossValidation first = FinishedRuns.of(project, stage.candidate(), seed);
            return part(project, first, first.folds().keySet(), dataHash);
        });
    }

    private static ModelPart part(Project project, CrossValidation member, Collection<Integer> folds, String dataHash) {
        Candidate candidate = member.candidate();
        Map<String, Path> checkpoints = new LinkedHashMap<>();
        List<ModelProvenance.Fold> provenance = new ArrayList<>();
        for (int number : folds) {
            FinishedFold fold = member.fold(number);
            FinishedTraining training = FinishedTraining.read(fold.checkpoint());
            if (!training.candidate().equals(candidate.id())) {
                throw DecathleteException.data(fold.checkpoint() + " is of candidate " + training.candidate()
                        + ", but lies in the folder of " + candidate.id() + "; move it away and train again");
            }
            checkpoints.put(String.valueOf(number), fold.checkpoint());
            provenance.add(provenance(fold, training));
        }
        ModelDescription description = ModelDescription.of(
                candidate.id(),
                List.copyOf(checkpoints.keySet()),
                candidate.recipe().augmentation().mirrorAxes(candidate.network().dimensions()),
                new ModelProvenance(Instant.now().toString(), dataHash, Host.current(), provenance));
        return new ModelPart(
                candidate,
                description,
                checkpoints,
                Shipping.nnunetFiles(project.workspace()),
                previous(project, candidate, member.seed(), dataHash));
    }

    private static ModelProvenance.Fold provenance(FinishedFold fold, FinishedTraining training) {
        Map<String, String> settings = new LinkedHashMap<>();
        if (RunPlan.exists(fold.folder())) {
            RunPlan plan = RunPlan.read(fold.folder());
            settings.put("asked", plan.asked());
            settings.put("training", plan.training().toString());
            settings.put("device", plan.engine().device());
            settings.put("precision", plan.engine().precision());
            settings.put("threads", String.valueOf(plan.engine().threads()));
        }
        settings.putAll(ShippedPrecision.settings(training.precision()));
        settings.put("libtorch", training.libtorch());
        settings.put("seed", String.valueOf(training.seed()));
        return new ModelProvenance.Fold(
                String.valueOf(fold.fold()),
                training.split().train(),
                training.split().validation(),
                training.iterations(),
                training.activeSeconds(),
                settings);
    }
}
