package org.decathlete.core.candidate;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import org.decathlete.core.dataset.DatasetDescription;
import org.decathlete.core.plan.PlanConfiguration;
import org.decathlete.core.plan.Plans;
import org.decathlete.core.plan.PreprocessingSpec;
import org.decathlete.core.run.DecathleteException;
import org.decathlete.core.run.Json;
import org.decathlete.core.spec.NetworkSpec;
import org.decathlete.core.spec.UNetSpec;
import org.jspecify.annotations.Nullable;

/**
 * One complete, self-sufficient description of how a model is made. For how long, on which device, in which precision and with
 * which seed it is trained are run settings and stand elsewhere, so that a repeated or lengthened training is the same
 * candidate.
 *
 * @param data what the model expects and what its output means
 * @param configuration name of the configuration, such as {@code 3d_fullres}
 * @param preprocessing how cases are prepared
 * @param patchSize edges of a training patch along the transposed axes, (z, y, x) or (y, x)
 * @param batchSize samples per training step, at least 1
 * @param batchDice whether the Dice loss pools the samples of a batch
 * @param network the architecture
 * @param recipe how it is trained
 * @param previousStage what it refines; null, and absent from its JSON, where it segments the image alone
 */
public record Candidate(
        DataContract data,
        String configuration,
        PreprocessingSpec preprocessing,
        int[] patchSize,
        int batchSize,
        boolean batchDice,
        NetworkSpec network,
        TrainingRecipe recipe,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable PreviousStage previousStage) {
    private static final int ID_DIGITS = 16;

    /** A candidate that segments the image alone. */
    public Candidate(
            DataContract data,
            String configuration,
            PreprocessingSpec preprocessing,
            int[] patchSize,
            int batchSize,
            boolean batchDice,
            NetworkSpec network,
            TrainingRecipe recipe) {
        this(data, configuration, preprocessing, patchSize, batchSize, batchDice, network, recipe, null);
    }

    public Candidate {
        patchSize = patchSize.clone();
        if (patchSize.length != network.dimensions()
                || Arrays.stream(patchSize).anyMatch(edge -> edge < 1)
                || batchSize < 1) {
            throw new IllegalArgumentException("patch " + Arrays.toString(patchSize) + " and batch " + batchSize
                    + " do not fit a network of " + network.dimensions() + " dimensions");
        }
        if (preprocessing.channels() != data.channelNames().size()
                || network.outputChannels() != data.labels().outputs()) {
            throw new IllegalArgumentException("the data have "
                    + data.channelNames().size() + " channels and "
                    + data.labels().outputs() + " outputs, the preprocessing " + preprocessing.channels()
                    + " channels, the network " + network.outputChannels() + " outputs");
        }
        if (network instanceof UNetSpec unet && unet.deepSupervision() != recipe.deepSupervision()) {
            throw new IllegalArgumentException("deep supervision is " + unet.deepSupervision() + " in the network and "
                    + recipe.deepSupervision() + " in the recipe");
        }
        if (previousStage != null) {
            requireFit(data, network, previousStage.candidate().data());
        }
    }

    private static void requireFit(DataContract data, NetworkSpec network, DataContract previous) {
        if (!previous.channelNames().equals(data.channelNames())
                || !previous.labels().equals(data.labels())) {
            throw new IllegalArgumentException("the previous stage is for channels " + previous.channelNames()
                    + " and labels " + previous.labels() + ", this one for " + data.channelNames() + " and "
                    + data.labels());
        }
        int expected = data.channelNames().size() + data.labels().foreground().size();
        if (network.inputChannels() != expected) {
            throw new IllegalArgumentException("the network has " + network.inputChannels() + " input channels, but "
                    + data.channelNames().size() + " image channels and "
                    + data.labels().foreground().size() + " labels of the previous stage make " + expected);
        }
    }

    /**
     * The candidate of a planned configuration; where that refines the result of another one, so does the candidate, which is made
     * by the same recipe.
     *
     * @throws DecathleteException of kind USAGE when there is no such configuration, of kind DATA when it refines itself
     */
    public static Candidate of(
            DatasetDescription description, Plans plans, String configurationName, TrainingRecipe recipe) {
        return of(
                description,
                plans,
                configurationName,
                recipe,
                plans.configurations().size());
    }

    private static Candidate of(
            DatasetDescription description, Plans plans, String name, TrainingRecipe recipe, int stagesLeft) {
        if (stagesLeft == 0) {
            throw DecathleteException.data("the plans of " + plans.datasetName() + " are a circle: configuration "
                    + name + " comes before itself; mend previous_stage in the plans file");
        }
        PlanConfiguration planned = plans.configuration(name);
        String before = planned.previousStage();
        PreviousStage previous = before == null
                ? null
                : new PreviousStage(
                        of(description, plans, before, recipe, stagesLeft - 1), CascadeAugmentation.nnUNet());
        int masks = previous == null ? 0 : description.labels().foreground().size();
        return new Candidate(
                new DataContract(
                        description.name(), description.channelNames(), description.labels(), plans.intensities()),
                name,
                plans.preprocessing(name),
                planned.patchSize().stream().mapToInt(Integer::intValue).toArray(),
                planned.batchSize(),
                planned.batchDice(),
                planned.network()
                        .withChannels(
                                description.channelNames().size() + masks,
                                description.labels().outputs())
                        .withDeepSupervision(recipe.deepSupervision()),
                RecipeName.forBatch(recipe, planned.batchSize()),
                previous);
    }

    /** The same with another number of samples per training step. */
    public Candidate withBatchSize(int samples) {
        return new Candidate(
                data,
                configuration,
                preprocessing,
                patchSize,
                samples,
                batchDice,
                network,
                RecipeName.forBatch(recipe, samples),
                previousStage);
    }

    /**
     * The same data, prepared the same way, with another network that is trained another way.
     *
     * @param edges of a training patch along the transposed axes
     * @param samples per training step
     */
    public Candidate with(int[] edges, int samples, NetworkSpec otherNetwork, TrainingRecipe otherRecipe) {
        return new Candidate(
                data,
                configuration,
                preprocessing,
                edges,
                samples,
                batchDice,
                otherNetwork,
                otherRecipe,
                previousStage);
    }

    /** The second stage of a cascade after another first one. */
    public Candidate refining(Candidate previous) {
        if (previousStage == null) {
            throw new IllegalStateException(configuration + " does not refine anything");
        }
        return new Candidate(
                data,
                configuration,
                preprocessing,
                patchSize,
                batchSize,
                batchDice,
                network,
                recipe,
                new PreviousStage(previous, previousStage.augmentation()));
    }

    /** The labels of the previous stage that the network sees, each as a mask after the image's channels; none without one. */
    public List<Integer> previousLabels() {
        return previousStage == null ? List.of() : data.labels().foreground();
    }

    /** The same with another initial learning rate. */
    public Candidate withLearningRate(double rate) {
        return new Candidate(
                data,
                configuration,
                preprocessing,
                patchSize,
                batchSize,
                batchDice,
                network,
                recipe.withLearningRate(rate),
                previousStage);
    }

    /**
     * Reads a candidate.json.
     *
     * @throws DecathleteException of kind DATA when the file is absent, is no candidate, or is of a newer version
     */
    public static Candidate read(Path file) {
        return CandidateJson.read(file);
    }

    /** Writes a candidate.json. */
    public void write(Path file) {
        CandidateJson.write(file, this);
    }

    @Override
    public int[] patchSize() {
        return patchSize.clone();
    }

    /**
     * Edges of the patches that are learnt from when a part of the training is done.
     *
     * @param done in [0, 1]
     */
    public int[] patchSize(double done) {
        PatchGrowth growth = recipe.patchGrowth();
        int[] multiples = network.edgeMultiples();
        return growth == null || multiples.length == 0 ? patchSize() : growth.patch(done, patchSize, multiples);
    }

    /** One line of JSON with sorted keys and every value written out; equal candidates give equal text. */
    public String canonical() {
        return Json.canonical(this);
    }

    /** The first 16 hexadecimal digits of the SHA-256 of the canonical JSON. */
    public String id() {
        try {
            byte[] digest =
                    MessageDigest.getInstance("SHA-256").digest(canonical().getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest).substring(0, ID_DIGITS);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Candidate candidate
                && data.equals(candidate.data)
                && configuration.equals(candidate.configuration)
                && preprocessing.equals(candidate.preprocessing)
                && Arrays.equals(patchSize, candidate.patchSize)
                && batchSize == candidate.batchSize
                && batchDice == candidate.batchDice
                && network.equals(candidate.network)
                && recipe.equals(candidate.recipe)
                && Objects.equals(previousStage, candidate.previousStage);
    }

    @Override
    public int hashCode() {
        return Objects.hash(
                data,
                configuration,
                preprocessing,
                Arrays.hashCode(patchSize),
                batchSize,
                batchDice,
                network,
                recipe,
                previousStage);
    }
}
