package org.decathlete.app.reporting;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.decathlete.app.report.finals.FinalsSummary;
import org.decathlete.app.results.RunOutcome;
import org.jspecify.annotations.Nullable;

/** What a run came to, in words. */
public final class OutcomeText {

    private OutcomeText() {}

    /** One line each: figures on the judged cases, what finals gained, where model and report lie. */
    public static List<String> lines(RunOutcome outcome) {
        String classes = outcome.dicePerClass().entrySet().stream()
                .map(entry -> entry.getKey() + " " + digits(entry.getValue()))
                .collect(Collectors.joining(", "));
        FinalsSummary finals = outcome.finals();
        List<String> lines = new ArrayList<>();
        lines.add("mean foreground Dice " + digits(outcome.meanForegroundDice()) + " on " + outcome.validationCases()
                + " cases "
                + (finals == null ? cases(outcome.fold()) : "kept aside, which neither training nor choosing saw")
                + ": "
                + classes);
        if (finals != null) {
            lines.add("mean foreground Dice " + digits(outcome.selectionDice()) + " on the "
                    + finals.selectionCases().size() + " cases that chose the model, which flatters it there");
            lines.add(finals.gain());
        }
        if (outcome.members().size() > 1) {
            lines.add("shipped together: " + String.join(", ", outcome.members()));
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
