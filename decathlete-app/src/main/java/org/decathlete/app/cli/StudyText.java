package org.decathlete.app.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.decathlete.app.study.StudyOverview;

/** A study for people. */
final class StudyText {

    private StudyText() {}

    static List<String> lines(StudyOverview study) {
        List<String> lines = new ArrayList<>();
        lines.add("study " + study.study() + ": objectives " + String.join(", ", study.objectives()) + "; budgets "
                + study.budgets().stream().map(StudyText::number).collect(Collectors.joining(", ")) + "; eta "
                + study.eta() + "; " + study.parameters().size() + " parameters; seed " + study.seed());
        StudyOverview.About about = study.about();
        lines.add("space " + about.space() + " (" + about.mode() + ") around candidate " + about.candidate() + ", "
                + (about.folds().size() == 1 ? "fold " : "raced on folds ") + String.join(", ", about.folds()));
        lines.add(study.trials().size() + " trials"
                + (study.stopped() ? ", stopped" : "")
                + (study.finished() ? ", finished" : ""));
        for (StudyOverview.Row trial : study.trials()) {
            String source = trial.source();
            lines.add(String.format(
                    Locale.ROOT,
                    "%5d  level %d  budget %-9s %-9s %-13s %s%s%s",
                    trial.trial(),
                    trial.level(),
                    number(trial.budget()),
                    trial.origin().toLowerCase(Locale.ROOT),
                    trial.state().toLowerCase(Locale.ROOT).replace('_', ' '),
                    study.objectives().stream()
                                    .filter(name -> trial.values().containsKey(name))
                                    .map(name ->
                                            name + " " + number(trial.values().getOrDefault(name, Double.NaN)))
                                    .collect(Collectors.joining(", "))
                            + SearchText.folds(trial.values()),
                    trial.message(),
                    source == null ? "" : "  [portfolio: " + source + "]"));
        }
        return lines;
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, "%.4g", value);
    }
}
