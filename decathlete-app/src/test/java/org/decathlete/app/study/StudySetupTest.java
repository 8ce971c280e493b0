package org.decathlete.app.study;

import static org.assertj.core.api.Assertions.assertThat;

import org.decathlete.app.tune.Planned;
import org.decathlete.app.tune.SegmentationSpace;
import org.decathlete.app.tune.SpaceKind;
import org.decathlete.app.tune.network.MemoryBound;
import org.decathlete.core.candidate.Candidate;
import org.junit.jupiter.api.Test;

class StudySetupTest {
    private static final Candidate PLANNED = Planned.HIPPOCAMPUS.candidate();

    @Test
    void howeverLittleMemoryIsFreeTheDefaultIsThePlannedCandidate() {
        MemoryBound bound = StudySetup.bound(PLANNED, Float.BYTES, 1);
        assertThat(bound).isEqualTo(MemoryBound.relativeTo(PLANNED, 1, Float.BYTES));
        for (SpaceKind kind : SpaceKind.values()) {
            SegmentationSpace space = SegmentationSpace.corrected(kind, PLANNED, bound);
            assertThat(space.candidate(space.standard()).id()).isEqualTo(PLANNED.id());
        }
    }

    @Test
    void thePlannedCandidateIsTheDefaultOfStudiesWithASmallerBoundToo() {
        long half = MemoryBound.relativeTo(PLANNED, 0.5, Float.BYTES).bytes();
        SegmentationSpace space =
                SegmentationSpace.corrected(SpaceKind.HPO_NAS, PLANNED, new MemoryBound(half, Float.BYTES));
        assertThat(space.candidate(space.standard()).id()).isEqualTo(PLANNED.id());
    }

    @Test
    void whereThereIsPlentyNetworksMayBeLarger() {
        assertThat(StudySetup.bound(PLANNED, Float.BYTES, 1L << 40).bytes())
                .isGreaterThanOrEqualTo(
                        MemoryBound.relativeTo(PLANNED, 4, Float.BYTES).bytes());
    }
}
