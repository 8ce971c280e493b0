package org.decathlete.app.pipeline;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What a run came to, in words. */
final class OutcomeText {

    private OutcomeText() {}

    static List<String> lines(RunOutcome outcome) {
        String classes = outcome.dicePerClass().entrySet().stream()
                .map(entry -> entry.getKey() + " " + digits(entry.getValue()))
                .collect(Collectors.joining(", "));
        return List.of(
                "mean foreground Dice " + digits(outcome.meanForegroundDice()) + " on " + outcome.validationCases()
                        + " cases " + cases(outcome.fold()) + ": " + classes,
                "model:  " + outcome.model(),
                "report: " + outcome.report());
    }

    private static String cases(String fold) {
        if (fold.equals("all")) {
            return "that the model was trained on";
        }
        return fold.contains(",") ? "that the fold which judged them never saw" : "that the model never saw";
    }

    private static String digits(@Nullable Double dice) {
        return dice == null ? "without a value" : String.format(Locale.ROOT, "%.4f", dice);
    }
}
