package org.decathlete.app.tune;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import java.util.List;
import org.decathlete.core.candidate.Candidate;
import org.decathlete.core.run.DecathleteException;
import org.decathlete.core.run.ErrorKind;
import org.decathlete.search.grammar.LanguageSize;
import org.decathlete.search.space.Configuration;
import org.junit.jupiter.api.Test;

class MemoryLimitsTest {
    private static final Planned BRAIN = Planned.BRAIN;

    private static BlockLimits limits(double times) {
        Candidate planned = BRAIN.candidate();
        return new MemoryLimits(Architecture.of(planned), MemoryBound.relativeTo(planned, times, 2)).find();
    }

    @Test
    void allowEverythingWhereThereIsRoom() {
        assertThat(limits(20)).isEqualTo(BlockLimits.largest(6));
        // By hand: the sum over n stages of 20 (4^n + 2·6·8·12 …) · 20 (4^(n-1) + 2^(n-1)).
        assertThat(LanguageSize.of(UNetGrammar.of(BlockLimits.largest(4))).orElseThrow())
                .isEqualTo(new BigInteger("41897600"));
    }

    @Test
    void giveWayAtHighResolutionFirst() {
        BlockLimits tight = limits(1.7);
        assertThat(tight.plainEncoder()).endsWith(4);
        assertThat(tight.plainEncoder().get(0)).isLessThan(4);
        assertThat(tight.plainDecoder()).startsWith(4);
        assertThat(blocks(limits(2.5))).isGreaterThan(blocks(tight));
        assertThat(blocks(limits(4))).isGreaterThan(blocks(limits(2.5)));
    }

    @Test
    void leaveOutResidualHalvesThatNeverFit() {
        BlockLimits least = limits(1.55);
        assertThat(least.plainEncoder()).allMatch(count -> count >= 2);
        assertThat(least.residualDecoder()).isEmpty();
    }

    @Test
    void refuseABoundBelowThePlannedNetwork() {
        for (SpaceKind kind : List.of(SpaceKind.HPO_NAS, SpaceKind.HPO_HNAS)) {
            assertThatThrownBy(() -> SegmentationSpace.corrected(
                            kind, BRAIN.candidate(), MemoryBound.relativeTo(BRAIN.candidate(), 1.01, 2)))
                    .isInstanceOfSatisfying(
                            DecathleteException.class, e -> assertThat(e.kind()).isEqualTo(ErrorKind.RESOURCE))
                    .hasMessageContaining("GiB")
                    .hasMessageContaining("smaller patch");
        }
    }

    @Test
    void widthGivesWayAfterDepth() {
        Architecture planned = Architecture.of(BRAIN.candidate());
        ScalingLimits wide = ScalingLimits.of(planned, MemoryBound.relativeTo(BRAIN.candidate(), 20, 2));
        assertThat(wide).isEqualTo(new ScalingLimits(3, 64, 640, true));
        int narrower = Integer.MAX_VALUE;
        for (double times : new double[] {20, 12, 8, 5, 3}) {
            ScalingLimits limits = ScalingLimits.of(planned, MemoryBound.relativeTo(BRAIN.candidate(), times, 2));
            assertThat(limits.base()).isBetween(32, Math.min(narrower, 64));
            narrower = limits.base();
        }
        assertThat(narrower).isLessThan(64);
        ScalingLimits tight = ScalingLimits.of(planned, MemoryBound.relativeTo(BRAIN.candidate(), 1.6, 2));
        assertThat(tight).isEqualTo(new ScalingLimits(1, 32, 320, false));
    }

    /** Nine patches of the hippocampus as planned; fewer where the network is wider. */
    @Test
    void onlyTheBatchGetsSmaller() {
        Planned data = Planned.HIPPOCAMPUS;
        Candidate planned = data.candidate();
        MemoryBound bound = MemoryBound.relativeTo(planned, 1.5, 2);
        int widest = ScalingLimits.of(Architecture.of(planned), bound).base();
        SegmentationSpace space = SegmentationSpace.corrected(SpaceKind.HPO_NAS, planned, bound);
        Configuration wide = PublishedSpacesTest.with(
                PublishedSpacesTest.with(space.standard(), "base_num_features", widest),
                "encoder_type",
                "ResidualEncoderM");
        Candidate candidate = space.candidate(wide);
        assertThat(candidate.batchSize()).isBetween(2, 8);
        assertThat(candidate.patchSize()).isEqualTo(planned.patchSize());
        Architecture one = Architecture.of(candidate);
        assertThat(bound.holds(one)).isTrue();
        assertThat(bound.holds(one.withBatch(one.batch() + 1))).isFalse();
    }

    @Test
    void countsWhatACandidateCosts() {
        CandidateCost cost = CandidateCost.of(Planned.HIPPOCAMPUS.candidate(), 2);
        assertThat(cost.parameters()).isEqualTo(5_603_177);
        long voxels = 40 * 56 * 40;
        assertThat(cost.trainingMultiplyAdds()).isEqualTo(Math.round(27 * cost.multiplyAddsPerVoxel() * voxels));
        assertThat(CandidateCost.of(Planned.HIPPOCAMPUS.candidate(), 4).trainingBytes())
                .isEqualTo(2 * cost.trainingBytes() - 16 * cost.parameters());
        assertThat(cost.values()).hasSize(4).containsEntry(CandidateCost.PARAMETERS, 5_603_177.0);
    }

    private static int blocks(BlockLimits limits) {
        return limits.lists().stream()
                .flatMap(List::stream)
                .mapToInt(Integer::intValue)
                .sum();
    }
}
