package org.decathlete.app.tune;

import java.util.Map;
import org.decathlete.app.tune.network.Architecture;
import org.decathlete.core.candidate.Candidate;
import org.decathlete.core.plan.UNetCost;

/**
 * What a candidate costs, counted from its description alone: objectives beside the Dice that need no training.
 *
 * @param parameters trainable parameters
 * @param trainingMultiplyAdds multiply-adds of a training step, forward and backward, of the whole batch
 * @param multiplyAddsPerVoxel multiply-adds of prediction per voxel of a patch
 * @param trainingBytes memory of a training step for weights, optimiser and activations
 */
public record CandidateCost(
        long parameters, long trainingMultiplyAdds, double multiplyAddsPerVoxel, long trainingBytes) {
    /** Names of the objectives. */
    public static final String PARAMETERS = "parameters";

    public static final String TRAINING_MULTIPLY_ADDS = "training_multiply_adds";
    public static final String MULTIPLY_ADDS_PER_VOXEL = "multiply_adds_per_voxel";
    public static final String TRAINING_BYTES = "training_bytes";

    /** The backward pass takes twice what the forward pass takes. */
    private static final int PASSES = 3;

    /**
     * Counts.
     *
     * @param bytesPerValue of activations: 2 in bf16 or fp16, 4 in fp32
     * @throws org.decathlete.core.run.DecathleteException of kind USAGE when the network is no U-Net
     */
    public static CandidateCost of(Candidate candidate, int bytesPerValue) {
        Architecture architecture = Architecture.of(candidate);
        long forward = UNetCost.multiplyAdds(architecture.network(), architecture.edges());
        double voxels = architecture.patch().stream().mapToDouble(edge -> edge).reduce(1, (a, b) -> a * b);
        return new CandidateCost(
                UNetCost.parameters(architecture.network()),
                PASSES * forward * architecture.batch(),
                forward / voxels,
                architecture.bytes(bytesPerValue));
    }

    /** As figures of a trial, by the names of the objectives. */
    public Map<String, Double> values() {
        return Map.of(
                PARAMETERS, (double) parameters,
                TRAINING_MULTIPLY_ADDS, (double) trainingMultiplyAdds,
                MULTIPLY_ADDS_PER_VOXEL, multiplyAddsPerVoxel,
                TRAINING_BYTES, (double) trainingBytes);
    }
}
