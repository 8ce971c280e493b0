package org.decathlete.nn.train;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.decathlete.core.candidate.Candidate;
import org.decathlete.core.candidate.PatchGrowth;
import org.decathlete.core.candidate.Schedule;
import org.decathlete.nn.RecordingProgress;
import org.decathlete.nn.tensor.Device;
import org.decathlete.nn.tensor.Precision;
import org.decathlete.nn.train.schedule.LearningRate;
import org.decathlete.nn.train.schedule.Pace;
import org.decathlete.nn.train.settings.Budget;
import org.decathlete.nn.train.settings.RunSettings;
import org.decathlete.nn.train.state.Decisions;
import org.decathlete.nn.train.state.LearntPatch;
import org.decathlete.nn.train.state.Standing;
import org.decathlete.nn.train.state.Stopwatch;
import org.decathlete.nn.train.state.TrainingState;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PatchStagesTest {
    private static final Candidate CANDIDATE =
            growing(new PatchGrowth(List.of(new PatchGrowth.Stage(0.25, 0.5), new PatchGrowth.Stage(0.5, 0.75))));
    private static final Pace PACE = new Pace(200, 20);

    private final RecordingProgress said = new RecordingProgress();
    private final Standing standing = new Standing(new Stopwatch());

    @BeforeEach
    void goOnAfterMoreThanAQuarter() {
        standing.resume(TrainingState.initial().afterDivergence(1, 0, 300));
        standing.fixPace(PACE);
    }

    private static Candidate growing(@Nullable PatchGrowth growth) {
        Candidate base = PhantomStore.candidateOf(16, 16, 16);
        return base.with(
                base.patchSize(),
                base.batchSize(),
                base.network(),
                base.recipe().withPatchGrowth(growth));
    }

    /** The end of an epoch may write a checkpoint before its patches are found too small. */
    @Test
    void aPaceOfOtherPatchesIsNotGoneOnWith() {
        learntFrom(8, 1);
        PatchStages patches = patches(CANDIDATE);
        assertThat(patches.begin()).containsExactly(12, 12, 12);
        assertThat(standing.pace()).isNull();
        assertThat(standing.decisions().patch()).isEqualTo(new LearntPatch(List.of(12, 12, 12), 0));
        assertThat(patches.arePlanned()).isFalse();
        assertThat(patches.haveEnded()).isFalse();
    }

    @Test
    void aPaceOfThesePatchesStays() {
        learntFrom(12, 0);
        patches(CANDIDATE).begin();
        assertThat(standing.pace()).isEqualTo(PACE);
        assertThat(said.lines()).containsExactly("training: patches of [12, 12, 12] from iteration 0 on");
    }

    @Test
    void checkpointsOfBeforePatchesWereNotedAreGoneOnWith() {
        patches(CANDIDATE).begin();
        assertThat(standing.pace()).isEqualTo(PACE);
        assertThat(standing.decisions().patch()).isEqualTo(new LearntPatch(List.of(12, 12, 12), 0));
    }

    @Test
    void whereNothingGrowsNothingIsNotedOrSaid() {
        PatchStages patches = patches(growing(null));
        assertThat(patches.begin()).containsExactly(16, 16, 16);
        assertThat(patches.arePlanned()).isTrue();
        assertThat(standing.decisions()).isEqualTo(Decisions.NONE);
        assertThat(said.lines()).isEmpty();
    }

    /** A last step of small patches reaches their end; what it belongs to was learnt from them all the same. */
    @Test
    void patchesArePlannedOnceTheyWereBegunSo() {
        PatchStages patches = patches(CANDIDATE);
        patches.begin();
        standing.resume(TrainingState.initial().afterDivergence(1, 0, 600));
        assertThat(patches.haveEnded()).isTrue();
        assertThat(patches.arePlanned()).isFalse();
        patches.begin();
        assertThat(patches.arePlanned()).isTrue();
    }

    private void learntFrom(int edge, int since) {
        standing.decide(Decisions.NONE.withPatch(new LearntPatch(List.of(edge, edge, edge), since)));
    }

    private PatchStages patches(Candidate candidate) {
        RunSettings settings = new RunSettings(Device.CPU, Precision.FP32, 1, new Budget.WallClock(1000), 1);
        LearningRate rate = new LearningRate(0.1, Schedule.polynomial(0.9), settings.budget());
        return new PatchStages(
                candidate,
                new Timetable(settings, rate, standing),
                standing,
                new Pacing(settings, candidate.recipe(), standing, said),
                said);
    }
}
