package org.decathlete.nn.infer;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.decathlete.core.candidate.Candidate;
import org.decathlete.core.spec.NetworkSpec;
import org.decathlete.nn.net.Network;

/**
 * Networks that see an image in the same way, and whose logits are averaged as nnU-Net averages those of folds.
 *
 * @param candidate what they were trained for: preprocessing, patch, labels
 * @param networks trained for it, at least one; their logits are averaged
 * @param mirrorAxes spatial axes whose mirrored views are averaged
 */
public record Member(Candidate candidate, List<Network> networks, int[] mirrorAxes) {

    public Member {
        networks = List.copyOf(networks);
        mirrorAxes = mirrorAxes.clone();
    }

    @Override
    public int[] mirrorAxes() {
        return mirrorAxes.clone();
    }

    /**
     * Members that see images alike become one: those of equal preprocessing, patch, mirroring, inputs and outputs, whatever their
     * architectures. One sliding window then serves them, and their logits are averaged instead of their probabilities.
     */
    public static List<Member> gathered(List<Member> members) {
        List<Member> gathered = new ArrayList<>();
        List<Member> open = new ArrayList<>(members);
        while (!open.isEmpty()) {
            Member first = open.get(0);
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
        return candidate.preprocessing().equals(other.candidate.preprocessing())
                && Arrays.equals(candidate.patchSize(), other.candidate.patchSize())
                && Arrays.equals(mirrorAxes, other.mirrorAxes)
                && mine.inputChannels() == its.inputChannels()
                && mine.outputChannels() == its.outputChannels();
    }
}
