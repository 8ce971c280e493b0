package org.decathlete.app.cli;

import java.util.List;
import java.util.concurrent.Callable;
import org.decathlete.search.store.StudyStore;
import org.decathlete.search.store.StudySummary;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code study list}: all studies of a store. */
@Command(
        name = "list",
        mixinStandardHelpOptions = true,
        description = "Lists the studies with the states of their trials.")
final class StudyListCommand implements Callable<Integer> {
    @Mixin
    private StoreOption store = new StoreOption();

    @Mixin
    private OutputOptions output = new OutputOptions();

    @Override
    public Integer call() {
        ConsoleProgress progress = ConsoleProgress.standard();
        List<StudySummary> studies = store.open(StudyStore::list);
        studies.forEach(study -> progress.say(study.name() + ": " + study.size() + " trials " + study.trials()
                + (study.stopped() ? ", stopped" : "") + ", made " + study.created()));
        output.print(studies);
        return 0;
    }
}
