package org.decathlete.app.cli;

import java.util.concurrent.Callable;
import org.decathlete.app.study.StudyOverview;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code study show}: settings and trials of a study. */
@Command(
        name = "show",
        mixinStandardHelpOptions = true,
        description = "Tells what a study is about, and all its trials.")
final class StudyShowCommand implements Callable<Integer> {
    @Mixin
    private StudyOptions study = new StudyOptions();

    @Mixin
    private OutputOptions output = new OutputOptions();

    @Override
    public Integer call() {
        ConsoleProgress progress = ConsoleProgress.standard();
        StudyOverview overview = study.open(StudyOverview::of);
        StudyText.lines(overview).forEach(progress::say);
        output.print(overview);
        return 0;
    }
}
