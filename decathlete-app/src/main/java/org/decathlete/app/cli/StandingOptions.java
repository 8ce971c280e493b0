package org.decathlete.app.cli;

import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.decathlete.search.store.StoredStudy;
import picocli.CommandLine.Mixin;

/** Which study is stopped or goes on, and how that is told. */
final class StandingOptions {
    @Mixin
    private StudyOptions study = new StudyOptions();

    @Mixin
    private OutputOptions output = new OutputOptions();

    private record Standing(String study, boolean stopped) {}

    /**
     * Does it.
     *
     * @param change what is done to the study
     * @param words from its name, what is said then
     */
    void change(Consumer<StoredStudy> change, UnaryOperator<String> words) {
        Standing standing = study.open(stored -> {
            change.accept(stored);
            return new Standing(stored.name(), stored.stopped());
        });
        ConsoleProgress.standard().say(words.apply(standing.study()));
        output.print(standing);
    }
}
