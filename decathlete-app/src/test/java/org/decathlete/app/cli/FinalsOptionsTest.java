package org.decathlete.app.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Optional;
import java.util.OptionalInt;
import org.decathlete.app.finals.FinalsRequest;
import org.decathlete.core.run.DecathleteException;
import org.decathlete.core.run.ErrorKind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

class FinalsOptionsTest {
    @CommandLine.Command
    private static final class Holder {
        @CommandLine.Mixin
        private FinalsOptions options = new FinalsOptions();
    }

    private static Optional<FinalsRequest> parsed(String... words) {
        Holder holder = new Holder();
        new CommandLine(holder).parseArgs(words);
        return holder.options.request(OptionalInt.of(5));
    }

    @Test
    void areThreeTrainingsUnlessMoreIsSaid() {
        assertThat(parsed()).isEmpty();
        FinalsRequest usual = parsed("--final-epochs", "4").orElseThrow();
        assertThat(usual.candidates()).isEqualTo(2);
        assertThat(usual.seeds()).isEqualTo(1);
        FinalsRequest more = parsed("--finals", "10m", "--final-candidates", "3", "--final-seeds", "2")
                .orElseThrow();
        assertThat(more.candidates()).isEqualTo(3);
        assertThat(more.seeds()).isEqualTo(2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"--final-candidates", "--final-seeds"})
    void whatIsSaidOfFinalsThatNobodyAskedForIsRefused(String option) {
        assertThatThrownBy(() -> parsed(option, "2"))
                .isInstanceOfSatisfying(
                        DecathleteException.class, e -> assertThat(e.kind()).isEqualTo(ErrorKind.USAGE))
                .hasMessageStartingWith(option);
    }
}
