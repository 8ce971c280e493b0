package org.decathlete.app.cli;

import java.util.concurrent.Callable;
import org.decathlete.search.store.StoredStudy;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code study resume}. */
@Command(
        name = "resume",
        mixinStandardHelpOptions = true,
        description = "Lets a stopped study go on: workers that are started get trials again.")
final class StudyResumeCommand implements Callable<Integer> {
    @Mixin
    private StudyOptions study = new StudyOptions();

    @Mixin
    private OutputOptions output = new OutputOptions();

    private record Standing(String study, boolean stopped) {}

    @Override
    public Integer call() {
        Standing standing = study.open(StudyResumeCommand::resume);
        ConsoleProgress.standard().say("study " + standing.study() + " goes on");
        output.print(standing);
        return 0;
    }

    private static Standing resume(StoredStudy stored) {
        stored.resume();
        return new Standing(stored.name(), stored.stopped());
    }
}
