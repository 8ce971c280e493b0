package org.decathlete.app.pipeline;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.decathlete.app.report.FinalsSummary;
import org.jspecify.annotations.Nullable;

/** What a run came to, in words. */
final class OutcomeText {

    private OutcomeText() {}

    static List<String> lines(RunOutcome outcome) {
        String classes = outcome.dicePerClass().entrySet().stream()
                .map(entry -> entry.getKey() + " " + digits(entry.getValue()))
                .collect(Collectors.joining(", "));
        FinalsSummary finals = outcome.finals();
        List<String> lines = new ArrayList<>();
        lines.add("mean foreground Dice " + digits(outcome.meanForegroundDice()) + " on " + outcome.validationCases()
                + " cases " + cases(outcome.fold()) + ": " + classes);
        if (finals != null) {
            lines.add("of these, " + finals.selectionCases().size() + " chose the model (Dice "
                    + digits(finals.chosen().selectionDice()) + "), and "
                    + finals.heldBackCases().size() + " had no say: Dice "
                    + digits(finals.chosen().heldBackDice()));
            lines.add(finals.gain());
        }
        lines.add("model:  " + outcome.model());
        lines.add("report: " + outcome.report());
        return lines;
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
