package org.decathlete.app.cli;

import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.Callable;
import org.decathlete.app.project.Steps;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code preprocess}: crops, normalises and resamples every case. */
@Command(
        name = "preprocess",
        mixinStandardHelpOptions = true,
        description = "Crops, normalises and resamples every case of a planned work folder.")
final class PreprocessCommand implements Callable<Integer> {
    @Option(names = "--work", paramLabel = "DIR", required = true, description = "work folder of `plan`")
    private Path work = Path.of(".");

    @Mixin
    private ConfigurationOption configuration = new ConfigurationOption();

    @Mixin
    private PresetOption preset = new PresetOption();

    @Mixin
    private ThreadsOption threads = new ThreadsOption();

    @Mixin
    private OutputOptions output = new OutputOptions();

    @Override
    public Integer call() {
        ConsoleProgress progress = ConsoleProgress.standard();
        Path folder = Steps.preprocess(work, configuration.name(), preset.name(), threads.count(), progress);
        progress.say("preprocessed cases: " + folder);
        output.print(Map.of("preprocessed", folder.toString()));
        return 0;
    }
}
