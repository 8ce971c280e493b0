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
    private StandingOptions standing = new StandingOptions();

    @Override
    public Integer call() {
        standing.change(
                StoredStudy::stop, name -> "study " + name + " is stopped; `study resume` or `search` lets it go on");
        return 0;
    }
}
