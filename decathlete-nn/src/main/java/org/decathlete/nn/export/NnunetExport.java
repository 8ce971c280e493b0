package org.decathlete.nn.export;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.decathlete.core.candidate.Candidate;
import org.decathlete.core.run.AtomicFiles;
import org.decathlete.core.run.DecathleteException;
import org.decathlete.core.run.Json;
import org.decathlete.core.spec.StageKind;
import org.decathlete.core.spec.UNetSpec;
import org.decathlete.nn.model.ModelBundle;
import org.decathlete.nn.model.description.ModelProvenance;
import org.decathlete.nn.model.pth.PthFile;
import org.decathlete.nn.net.Network;
import org.decathlete.nn.tensor.Device;
import org.decathlete.nn.tensor.Scope;
import org.jspecify.annotations.Nullable;

/**
 * Writes a model as Python's nnU-Net keeps it: {@code plans.json}, {@code dataset.json}, {@code dataset_fingerprint.json} where it is
 * known, and {@code fold_K/checkpoint_final.pth}. {@code nnUNetv2_predict_from_modelfolder -m} takes the folder as it is. The first
 * stage of a cascade goes into its folder {@code previous_stage}; nnU-Net wants its predictions as {@code -prev_stage_predictions}.
 */
public final class NnunetExport {
    /** Where the first stage of a cascade goes. */
    private static final String PREVIOUS = "previous_stage";

    private static final String FINGERPRINT = "dataset_fingerprint.json";

    private NnunetExport() {}

    /**
     * The files that a model was made from, which say things that nnU-Net's files want and a model does not need.
     *
     * @param plans nnU-Net's plans, ours or Python's, in the old or the new format
     * @param dataset dataset.json; null writes one from the candidate
     * @param fingerprint dataset_fingerprint.json; null leaves it out
     * @param histories how the folds were trained, by fold; those that are absent are written as unknown
     */
    public record Sources(
            Path plans, @Nullable Path dataset, @Nullable Path fingerprint, Map<String, TrainingHistory> histories) {
        public Sources {
            histories = Map.copyOf(histories);
        }
    }

    /**
     * Writes the folder; plans.json comes last.
     *
     * @throws DecathleteException of kind USAGE when nnU-Net has no such network, of kind DATA when the plans do not fit
     */
    public static void write(ModelBundle model, Sources sources, Path folder) {
        // The histories are those of this model's folds.
        Sources before = new Sources(sources.plans(), sources.dataset(), sources.fingerprint(), Map.of());
        model.previous().ifPresent(stage -> write(stage, before, folder.resolve(PREVIOUS)));
        Candidate candidate = model.candidate();
        if (!(candidate.network() instanceof UNetSpec spec)) {
            throw DecathleteException.usage(
                    "a network of type \"" + candidate.network().type()
                            + "\" has no counterpart in nnU-Net; only U-Nets can be written for it");
        }
        if (spec.decoderStages() != StageKind.PLAIN) {
            throw DecathleteException.usage(
                    "nnU-Net's plans know plain decoder stages only; this network has residual ones,"
                            + " so it can only be exported with --format onnx");
        }
        if (!spec.encoderUnit().equals(spec.decoderUnit())) {
            throw DecathleteException.usage(
                    "nnU-Net's plans have one kind of unit for encoder and decoder; this network has "
                            + spec.encoderUnit() + " and " + spec.decoderUnit()
                            + ", so it can only be exported with --format onnx");
        }
        NnunetFiles files = NnunetFiles.of(candidate, sources.plans(), sources.dataset(), cases(model));
        Object plans = Objects.requireNonNull(PythonTree.of(files.plans()));
        Object dataset = Objects.requireNonNull(PythonTree.of(files.dataset()));
        for (String fold : model.description().folds()) {
            var arguments = new NnunetCheckpointTree.Arguments(plans, candidate.configuration(), fold, dataset);
            TrainingHistory history = sources.histories().getOrDefault(fold, TrainingHistory.UNKNOWN);
            try (Scope scope = Scope.open();
                    Network network = model.network(fold, Device.CPU)) {
                PthFile.write(
                        folder.resolve("fold_" + fold).resolve("checkpoint_final.pth"),
                        NnunetCheckpointTree.of(
                                network,
                                spec,
                                candidate.recipe().optimizer(),
                                arguments,
                                history,
                                model.description().mirrorAxes()));
            }
        }
        Path fingerprint = sources.fingerprint();
        if (fingerprint != null) {
            AtomicFiles.write(folder.resolve(FINGERPRINT), out -> Files.copy(fingerprint, out));
        }
        Json.write(folder.resolve("dataset.json"), files.dataset());
        Json.write(folder.resolve("plans.json"), files.plans());
    }

    /** Cases that any fold learned from or was judged on. */
    private static int cases(ModelBundle model) {
        Set<String> cases = new HashSet<>();
        for (ModelProvenance.Fold fold : model.description().provenance().folds()) {
            for (List<String> each : List.of(fold.trained(), fold.judged())) {
                cases.addAll(each);
            }
        }
        return cases.size();
    }
}
