package org.decathlete.app.tune.grammar;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.util.List;
import org.decathlete.app.tune.Planned;
import org.decathlete.app.tune.network.Architecture;
import org.decathlete.app.tune.network.MemoryBound;
import org.decathlete.core.candidate.Candidate;
import org.decathlete.search.grammar.LanguageSize;
import org.junit.jupiter.api.Test;

class MemoryLimitsTest {
    private static BlockLimits limits(double times) {
        Candidate planned = Planned.BRAIN.candidate();
        return new MemoryLimits(Architecture.of(planned), MemoryBound.relativeTo(planned, times, 2)).find();
    }

    @Test
    void allowEverythingWhereThereIsRoom() {
        assertThat(limits(20)).isEqualTo(BlockLimits.largest(6));
        // By hand: the sum over n stages of 20 (4^n + 2·6·8·12 …) · 20 (4^(n-1) + 2^(n-1)).
        assertThat(LanguageSize.of(UNetGrammar.byResolution(BlockLimits.largest(4)))
                        .orElseThrow())
                .isEqualTo(new BigInteger("41897600"));
    }

    @Test
    void giveWayAtHighResolutionFirst() {
        BlockLimits tight = limits(1.6);
        assertThat(tight.plainEncoder()).endsWith(4);
        assertThat(tight.plainEncoder().get(0)).isLessThan(4);
        assertThat(tight.plainDecoder()).endsWith(4);
        assertThat(tight.plainDecoder().get(0)).isLessThan(4);
        assertThat(blocks(limits(2.5))).isGreaterThan(blocks(tight));
        assertThat(blocks(limits(4))).isGreaterThan(blocks(limits(2.5)));
    }

    @Test
    void leaveOutResidualHalvesThatNeverFit() {
        BlockLimits least = limits(1.55);
        assertThat(least.plainEncoder()).allMatch(count -> count >= 2);
        assertThat(least.residualEncoder()).isEmpty();
        assertThat(least.residualDecoder()).isEmpty();
    }

    private static int blocks(BlockLimits limits) {
        return limits.lists().stream()
                .flatMap(List::stream)
                .mapToInt(Integer::intValue)
                .sum();
    }
}
