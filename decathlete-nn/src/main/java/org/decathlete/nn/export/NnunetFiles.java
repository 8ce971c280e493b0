package org.decathlete.nn.export;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.decathlete.core.candidate.Candidate;
import org.decathlete.core.dataset.DatasetDescription;
import org.decathlete.core.dataset.Labels;
import org.decathlete.core.plan.PlanConfiguration;
import org.decathlete.core.plan.Plans;
import org.decathlete.core.plan.PreprocessingSpec;
import org.decathlete.core.plan.Resampling;
import org.decathlete.core.plan.json.PlansJson;
import org.decathlete.core.run.DecathleteException;
import org.decathlete.core.run.Json;
import org.decathlete.core.spec.UNetSpec;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * plans.json and dataset.json for a candidate. Files that the model came with are taken word for word where they say the same as
 * the candidate; what the candidate changed is written over the plans that it was made from.
 *
 * @param plans content of plans.json
 * @param dataset content of dataset.json
 */
record NnunetFiles(JsonNode plans, JsonNode dataset) {

    /**
     * The files for a candidate.
     *
     * @param plansFile the plans that it was made from
     * @param datasetFile the dataset.json of the training data; null writes one from the candidate
     * @param trainingCases number of cases, for a dataset.json that is written
     */
    static NnunetFiles of(Candidate candidate, Path plansFile, @Nullable Path datasetFile, int trainingCases) {
        Labels labels = candidate.data().labels();
        Plans plans = PlansJson.read(plansFile, labels);
        PlanConfiguration planned = plans.configuration(candidate.configuration());
        PlanConfiguration wanted = changed(planned, candidate);
        JsonNode content = wanted.equals(planned) && intensitiesAgree(plans, candidate)
                ? Json.read(plansFile)
                : Json.mapper().readTree(PlansJson.toJson(with(plans, wanted, candidate)));
        return new NnunetFiles(content, dataset(candidate, datasetFile, trainingCases));
    }

    /** A configuration as planned, but for what the candidate has otherwise. */
    private static PlanConfiguration changed(PlanConfiguration planned, Candidate candidate) {
        PreprocessingSpec spec = candidate.preprocessing();
        if (!(candidate.network() instanceof UNetSpec network)) {
            throw DecathleteException.usage(
                    "a network of type \"" + candidate.network().type()
                            + "\" has no counterpart in nnU-Net; only U-Nets can be written for it");
        }
        Resampling image = new Resampling(
                planned.imageResampling().segmentation(), spec.imageOrder(), spec.orderZ(), spec.forceSeparateZ());
        Resampling labels = new Resampling(
                planned.labelResampling().segmentation(),
                spec.labelOrder(),
                planned.labelResampling().orderZ(),
                planned.labelResampling().forceSeparateZ());
        return new PlanConfiguration(
                planned.name(),
                planned.dataIdentifier(),
                planned.preprocessorName(),
                candidate.batchSize(),
                Arrays.stream(candidate.patchSize()).boxed().toList(),
                planned.medianImageSize(),
                Arrays.stream(spec.spacing()).boxed().toList(),
                spec.normalizationSchemes(),
                spec.useMaskForNorm(),
                image,
                labels,
                planned.predictionResampling(),
                // Plans speak of the image's channels; nnU-Net adds those of a previous stage by itself.
                network.withChannels(candidate.data().channelNames().size(), network.outputChannels())
                        .withDeepSupervision(planned.network().deepSupervision()),
                candidate.batchDice(),
                planned.nextStages(),
                planned.previousStage(),
                planned.inheritsFrom());
    }

    private static boolean intensitiesAgree(Plans plans, Candidate candidate) {
        return plans.intensities().equals(candidate.data().intensities())
                && Arrays.equals(
                        plans.transposeForward().stream()
                                .mapToInt(Integer::intValue)
                                .toArray(),
                        candidate.preprocessing().transposeForward());
    }

    private static Plans with(Plans plans, PlanConfiguration configuration, Candidate candidate) {
        int[] forward = candidate.preprocessing().transposeForward();
        if (!plans.transposeForward().equals(Arrays.stream(forward).boxed().toList())) {
            throw DecathleteException.usage("the plans of " + plans.datasetName() + " order the axes as "
                    + plans.transposeForward() + ", the model as " + Arrays.toString(forward)
                    + "; give the plans that the model was made from with --plans");
        }
        Map<String, PlanConfiguration> configurations = new LinkedHashMap<>(plans.configurations());
        configurations.put(configuration.name(), configuration);
        return new Plans(
                plans.datasetName(),
                plans.plansName(),
                plans.originalMedianSpacing(),
                plans.originalMedianShape(),
                plans.imageReaderWriter(),
                plans.transposeForward(),
                plans.transposeBackward(),
                plans.plannerName(),
                plans.labelManager(),
                candidate.data().intensities(),
                configurations,
                plans.explanations());
    }

    private static JsonNode dataset(Candidate candidate, @Nullable Path file, int trainingCases) {
        if (file != null) {
            DatasetDescription description = DatasetDescription.read(file);
            JsonNode content = Json.read(file);
            // The Decathlon's dialect means the same, but Python's nnU-Net does not read it.
            if (content.has("channel_names")
                    && description.labels().equals(candidate.data().labels())
                    && description.channelNames().equals(candidate.data().channelNames())) {
                return content;
            }
        }
        return new DatasetDescription(
                        candidate.data().datasetName(),
                        candidate.data().channelNames(),
                        candidate.data().labels(),
                        ".nii.gz",
                        trainingCases)
                .toJson();
    }
}
