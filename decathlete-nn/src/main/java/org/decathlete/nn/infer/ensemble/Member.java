package org.decathlete.nn.infer.ensemble;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.decathlete.core.candidate.Candidate;
import org.decathlete.core.spec.NetworkSpec;
import org.decathlete.nn.infer.segmenter.Predictor;
import org.decathlete.nn.infer.segmenter.Segmenter;
import org.decathlete.nn.infer.window.PredictionMode;
import org.decathlete.nn.infer.window.WindowSettings;
import org.decathlete.nn.model.ModelBundle;
import org.decathlete.nn.net.Network;
import org.decathlete.nn.tensor.Device;
import org.decathlete.nn.tensor.Precision;

/**
 * Networks that see an image in the same way, and whose logits are averaged as nnU-Net averages those of folds.
 *
 * @param candidate what they were trained for: preprocessing, patch, labels
 * @param networks trained for it, at least one; their logits are averaged
 * @param mirrorAxes spatial axes whose mirrored views are averaged
 * @param previous the first stage, where they are the second of a cascade
 */
public record Member(Candidate candidate, List<Network> networks, int[] mirrorAxes, Optional<Member> previous) {

    public Member {
        networks = List.copyOf(networks);
        mirrorAxes = mirrorAxes.clone();
        if (previous.isPresent() != (candidate.previousStage() != null)) {
            throw new IllegalArgumentException("candidate " + candidate.id() + " of " + candidate.configuration()
                    + (previous.isPresent()
                            ? " refines no previous stage"
                            : " refines a previous stage, which is missing"));
        }
    }

    /** A member that refines no previous stage. */
    public Member(Candidate candidate, List<Network> networks, int[] mirrorAxes) {
        this(candidate, networks, mirrorAxes, Optional.empty());
    }

    /** The networks of all folds of a model, and of the stage before it, for the caller to close. */
    public static Member of(ModelBundle model, Device device) {
        Optional<Member> previous = model.previous().map(stage -> of(stage, device));
        try {
            return new Member(
                    model.candidate(),
                    model.networks(device),
                    model.description().mirrorAxes(),
                    previous);
        } catch (RuntimeException e) {
            previous.ifPresent(Member::close);
            throw e;
        }
    }

    /**
     * Segments in sliding windows with Gaussian weights.
     *
     * @param device where the networks are, which are closed with the segmenter
     * @param threads for preprocessing, sums and restoration, and on the processor for passes side by side
     * @param mode how thorough, both stages of a cascade
     */
    public Segmenter segmenter(Device device, Precision precision, int threads, PredictionMode mode) {
        WindowSettings settings = mode.window(device, precision, mirrorAxes);
        Predictor own = new Predictor(candidate, networks, settings, threads);
        return previous.isEmpty()
                ? own
                : new CascadePredictor(previous.get().segmenter(device, precision, threads, mode), own);
    }

    /** Frees the networks, those of the stage before too; for members that no segmenter was made of. */
    public void close() {
        previous.ifPresent(Member::close);
        networks.forEach(Network::close);
    }

    @Override
    public int[] mirrorAxes() {
        return mirrorAxes.clone();
    }

    /**
     * Members that see images alike become one: those of equal preprocessing, patch, mirroring, inputs and outputs, whatever their
     * architectures. One sliding window then serves them, and their logits are averaged instead of their probabilities. Those that
     * refine a previous stage stay as they are.
     */
    public static List<Member> gathered(List<Member> members) {
        List<Member> gathered = new ArrayList<>();
        List<Member> open = new ArrayList<>(members);
        while (!open.isEmpty()) {
            Member first = open.get(0);
            if (first.previous.isPresent()) {
                gathered.add(open.remove(0));
                continue;
            }
            List<Network> networks = open.stream()
                    .filter(first::seesLike)
                    .flatMap(member -> member.networks.stream())
                    .toList();
            open.removeIf(first::seesLike);
            gathered.add(new Member(first.candidate, networks, first.mirrorAxes));
        }
        return gathered;
    }

    private boolean seesLike(Member other) {
        NetworkSpec mine = candidate.network();
        NetworkSpec its = other.candidate.network();
        return other.previous.isEmpty()
                && candidate.preprocessing().equals(other.candidate.preprocessing())
                && Arrays.equals(candidate.patchSize(), other.candidate.patchSize())
                && Arrays.equals(mirrorAxes, other.mirrorAxes)
                && mine.inputChannels() == its.inputChannels()
                && mine.outputChannels() == its.outputChannels();
    }
}
