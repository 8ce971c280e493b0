package org.decathlete.app.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.decathlete.app.study.SearchStudy;
import org.decathlete.app.study.StudyFindings;
import org.decathlete.app.study.TrialSummary;
import org.decathlete.core.run.DecathleteException;
import org.decathlete.search.trial.Trial;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code study best}: the best candidate, to be trained in full. */
@Command(
        name = "best",
        mixinStandardHelpOptions = true,
        description = "Tells the best trial of the highest budget, or the cheapest that is nearly as good as the best; "
                + "`train --candidate FILE` trains it in full.")
final class StudyBestCommand implements Callable<Integer> {
    @Mixin
    private SearchStudyOptions study = new SearchStudyOptions();

    @Option(
            names = "--within",
            paramLabel = "D",
            description = "of all trials whose Dice is at most D below the best, take the cheapest, such as 0.005")
    private @Nullable Double within;

    @Option(names = "--candidate", paramLabel = "FILE", description = "write its candidate to this file")
    private @Nullable Path candidate;

    @Mixin
    private OutputOptions output = new OutputOptions();

    @Override
    public Integer call() {
        if (within != null && !(within >= 0 && within <= 1)) {
            throw DecathleteException.usage("--within " + within + ": expected a difference of Dice, from 0 to 1");
        }
        ConsoleProgress progress = ConsoleProgress.standard();
        TrialSummary best = study.open(this::best);
        progress.say(SearchText.head(List.copyOf(best.values().keySet())));
        progress.say(SearchText.row("", best, List.copyOf(best.values().keySet())));
        if (candidate != null) {
            progress.say("candidate: " + candidate);
        }
        output.print(best);
        return 0;
    }

    private TrialSummary best(SearchStudy opened) {
        StudyFindings findings = StudyFindings.of(opened.stored());
        Optional<Trial> found = within == null ? findings.best() : findings.cheapest(within);
        Trial best = found.orElseThrow(() -> DecathleteException.data(
                "no trial of study " + opened.stored().name() + " has ended well yet; `study show` tells all"));
        if (candidate != null) {
            opened.candidate(best).write(candidate);
        }
        return TrialSummary.of(opened, best);
    }
}
