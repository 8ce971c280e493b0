package org.decathlete.app.tune.network;

import static org.assertj.core.api.Assertions.assertThat;

import org.decathlete.app.tune.Planned;
import org.decathlete.app.tune.SegmentationSpace;
import org.decathlete.app.tune.SpaceKind;
import org.decathlete.core.candidate.Candidate;
import org.decathlete.search.space.Configuration;
import org.junit.jupiter.api.Test;

class ScalingLimitsTest {
    private static final Planned BRAIN = Planned.BRAIN;

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
        Configuration wide = Planned.changed(
                Planned.changed(space.standard(), "base_num_features", widest), "encoder_type", "ResidualEncoderM");
        Candidate candidate = space.candidate(wide);
        assertThat(candidate.batchSize()).isBetween(2, 8);
        assertThat(candidate.patchSize()).isEqualTo(planned.patchSize());
        Architecture one = Architecture.of(candidate);
        assertThat(bound.holds(one)).isTrue();
        assertThat(bound.holds(one.withBatch(one.batch() + 1))).isFalse();
    }
}
