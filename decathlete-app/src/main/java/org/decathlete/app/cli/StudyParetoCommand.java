package org.decathlete.app.cli;

import java.util.List;
import java.util.concurrent.Callable;
import org.decathlete.app.study.SearchStudy;
import org.decathlete.app.study.StudyFindings;
import org.decathlete.app.study.TrialSummary;
import org.decathlete.search.trial.Objective;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code study pareto}: what no other trial is better than in everything. */
@Command(
        name = "pareto",
        mixinStandardHelpOptions = true,
        description =
                "Lists the trials that no other is better than in everything; where the Dice alone was searched, beside the "
                        + "multiply-adds of prediction.")
final class StudyParetoCommand implements Callable<Integer> {
    @Mixin
    private SearchStudyOptions study = new SearchStudyOptions();

    @Mixin
    private OutputOptions output = new OutputOptions();

    private record Front(List<String> objectives, List<TrialSummary> trials) {}

    @Override
    public Integer call() {
        ConsoleProgress progress = ConsoleProgress.standard();
        Front front = study.open(StudyParetoCommand::front);
        progress.say(SearchText.head(front.objectives()));
        front.trials().forEach(trial -> progress.say(SearchText.row("", trial, front.objectives())));
        output.print(front);
        return 0;
    }

    private static Front front(SearchStudy opened) {
        StudyFindings findings = StudyFindings.of(opened.stored());
        return new Front(
                findings.objectives().stream().map(Objective::name).toList(),
                findings.front().stream()
                        .map(trial -> TrialSummary.of(opened, trial))
                        .toList());
    }
}
