package org.decathlete.app.tune.network;

import java.util.Arrays;
import java.util.List;
import org.decathlete.core.candidate.Candidate;
import org.decathlete.core.plan.PlanConfiguration;
import org.decathlete.core.plan.UNetCost;
import org.decathlete.core.run.DecathleteException;
import org.decathlete.core.spec.UNetSpec;

/**
 * A network and what it is trained on.
 *
 * @param network for the dataset's channels and labels
 * @param patch edges of a training patch, as many as the network has dimensions
 * @param batch samples per training step, at least 1
 */
public record Architecture(UNetSpec network, List<Integer> patch, int batch) {

    public Architecture {
        patch = List.copyOf(patch);
    }

    /**
     * That of a candidate.
     *
     * @throws DecathleteException of kind USAGE when its network is no U-Net
     */
    public static Architecture of(Candidate candidate) {
        if (!(candidate.network() instanceof UNetSpec network)) {
            throw DecathleteException.usage("candidate " + candidate.id() + " has a network of type \""
                    + candidate.network().type() + "\"; the spaces hpo, hpo-nas and hpo-hnas are made of U-Nets");
        }
        return new Architecture(
                network, Arrays.stream(candidate.patchSize()).boxed().toList(), candidate.batchSize());
    }

    /** That of a configuration of plans, for the channels and outputs of this one. */
    public Architecture planned(PlanConfiguration plan) {
        return new Architecture(
                plan.network()
                        .withChannels(network.inputChannels(), network.outputChannels())
                        .withDeepSupervision(network.deepSupervision()),
                plan.patchSize(),
                plan.batchSize());
    }

    public Architecture with(UNetSpec other) {
        return new Architecture(other, patch, batch);
    }

    public Architecture withBatch(int samples) {
        return new Architecture(network, patch, samples);
    }

    public int[] edges() {
        return patch.stream().mapToInt(Integer::intValue).toArray();
    }

    /** Memory of a training step that grows with the network, in bytes. */
    public long bytes(int bytesPerValue) {
        return UNetCost.trainingBytes(network, edges(), batch, bytesPerValue);
    }
}
