package org.decathlete.app.cli;

import java.util.Optional;
import org.decathlete.app.study.Economy;
import org.decathlete.core.run.DecathleteException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** How a search saves. */
final class EconomyOptions {
    @Option(
            names = "--portfolio",
            paramLabel = "on|off",
            description =
                    "begin with what Auto-nnU-Net found on other datasets (default: on around a recipe that trains"
                            + " with SGD, as theirs does; off with --mode published)")
    private @Nullable String portfolio;

    @Option(
            names = "--stop-hopeless",
            paramLabel = "on|off",
            description = "end trials at half of their budget that would have to learn faster than any other did to be"
                    + " trained further; only where the Dice alone counts (default: on; off with --mode"
                    + " published)")
    private @Nullable String stopping;

    @Option(
            names = "--race-folds",
            paramLabel = "N",
            defaultValue = "1",
            description =
                    "judge trials of the lowest budget on the fold alone, and on one more of the folds after it at"
                            + " each budget above, N at most; where the Dice alone counts, a trial that is significantly worse"
                            + " on its first folds is spared the others (default: ${DEFAULT-VALUE})")
    private int raceFolds = 1;

    int raceFolds() {
        return raceFolds;
    }

    Economy economy() {
        return new Economy(given("--portfolio", portfolio), given("--stop-hopeless", stopping));
    }

    private static Optional<Boolean> given(String option, @Nullable String text) {
        return Optional.ofNullable(text).map(value -> isOn(option, value));
    }

    private static boolean isOn(String option, String text) {
        return switch (text) {
            case "on" -> true;
            case "off" -> false;
            default -> throw DecathleteException.usage(option + " " + text + ": expected on or off");
        };
    }
}
