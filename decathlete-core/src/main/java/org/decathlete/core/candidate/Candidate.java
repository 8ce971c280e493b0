package org.decathlete.core.candidate;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Objects;
import org.decathlete.core.dataset.DatasetDescription;
import org.decathlete.core.plan.PlanConfiguration;
import org.decathlete.core.plan.Plans;
import org.decathlete.core.plan.PreprocessingSpec;
import org.decathlete.core.run.DecathleteException;
import org.decathlete.core.run.Json;
import org.decathlete.core.spec.NetworkSpec;
import org.decathlete.core.spec.UNetSpec;

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
 */
public record Candidate(
        DataContract data,
        String configuration,
        PreprocessingSpec preprocessing,
        int[] patchSize,
        int batchSize,
        boolean batchDice,
        NetworkSpec network,
        TrainingRecipe recipe) {
    private static final int ID_DIGITS = 16;

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
    }

    /**
     * The candidate of a planned configuration.
     *
     * @throws DecathleteException of kind USAGE when there is no such configuration, or it refines the result of another one,
     *     which is not possible yet
     */
    public static Candidate of(
            DatasetDescription description, Plans plans, String configurationName, TrainingRecipe recipe) {
        PlanConfiguration planned = plans.configuration(configurationName);
        if (planned.previousStage() != null) {
            throw DecathleteException.usage("configuration " + configurationName + " refines the result of "
                    + planned.previousStage() + "; cascades cannot be trained yet. Take 3d_fullres or 3d_lowres.");
        }
        return new Candidate(
                new DataContract(
                        description.name(), description.channelNames(), description.labels(), plans.intensities()),
                configurationName,
                plans.preprocessing(configurationName),
                planned.patchSize().stream().mapToInt(Integer::intValue).toArray(),
                planned.batchSize(),
                planned.batchDice(),
                planned.network()
                        .withChannels(
                                description.channelNames().size(),
                                description.labels().outputs())
                        .withDeepSupervision(recipe.deepSupervision()),
                recipe);
    }

    /** The same with another number of samples per training step. */
    public Candidate withBatchSize(int samples) {
        return new Candidate(data, configuration, preprocessing, patchSize, samples, batchDice, network, recipe);
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
                recipe.withLearningRate(rate));
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
                && recipe.equals(candidate.recipe);
    }

    @Override
    public int hashCode() {
        return Objects.hash(
                data, configuration, preprocessing, Arrays.hashCode(patchSize), batchSize, batchDice, network, recipe);
    }
}
