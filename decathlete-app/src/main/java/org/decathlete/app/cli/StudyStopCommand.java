package org.decathlete.app.cli;

import java.util.concurrent.Callable;
import org.decathlete.search.store.StoredStudy;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code study stop}. */
@Command(
        name = "stop",
        mixinStandardHelpOptions = true,
        description = "Asks all workers of a study to stop; what they have at hand is given back, with a checkpoint.")
final class StudyStopCommand implements Callable<Integer> {
    @Mixin
    private StudyOptions study = new StudyOptions();

    @Mixin
    private OutputOptions output = new OutputOptions();

    private record Standing(String study, boolean stopped) {}

    @Override
    public Integer call() {
        Standing standing = study.open(StudyStopCommand::stop);
        ConsoleProgress.standard()
                .say("study " + standing.study() + " is stopped; `study resume` or `search` lets it go on");
        output.print(standing);
        return 0;
    }

    private static Standing stop(StoredStudy stored) {
        stored.stop();
        return new Standing(stored.name(), stored.stopped());
    }
}
