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
    private StandingOptions standing = new StandingOptions();

    @Override
    public Integer call() {
        standing.change(StoredStudy::resume, name -> "study " + name + " goes on");
        return 0;
    }
}
