package org.decathlete.app.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.decathlete.core.run.DecathleteException;
import org.decathlete.search.format.StudyFormat;
import org.decathlete.search.store.StudyExport;
import org.decathlete.search.store.StudyStore;
import org.decathlete.search.store.TrialTable;
import org.decathlete.search.study.StudySettings;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code study import}: a study from a file. */
@Command(
        name = "import",
        mixinStandardHelpOptions = true,
        description = "Makes a study of a file that `study export` has written.")
final class StudyImportCommand implements Callable<Integer> {
    @Parameters(paramLabel = "FILE", description = "JSON, or a table of trials (.csv)")
    private Path file = Path.of("");

    @Mixin
    private StoreOption store = new StoreOption();

    @Option(names = "--name", paramLabel = "NAME", description = "name of the study (default: the one in the file)")
    private @Nullable String name;

    @Option(
            names = "--settings-of",
            paramLabel = "NAME",
            description = "of a table, which has no settings: take those of this study of the store")
    private @Nullable String like;

    @Mixin
    private OutputOptions output = new OutputOptions();

    @Override
    public Integer call() {
        StudyExport imported = store.openOrMake(this::imported);
        ConsoleProgress.standard()
                .say("study " + imported.name() + ": " + imported.trials().size() + " trials");
        output.print(new Imported(imported.name(), imported.trials().size()));
        return 0;
    }

    private record Imported(String study, int trials) {}

    private StudyExport imported(StudyStore opened) {
        StudyExport export = read(opened);
        export.into(opened);
        return export;
    }

    private StudyExport read(StudyStore opened) {
        try {
            String text = Files.readString(file);
            if (file.toString().endsWith(".csv")) {
                if (like == null || name == null) {
                    throw DecathleteException.usage(
                            "a table has neither name nor settings: give --name and --settings-of");
                }
                StudySettings settings = opened.settings(like);
                return new StudyExport(name, settings, TrialTable.read(settings, text));
            }
            StudyExport export = StudyExport.read(text, StudyFormat.standard());
            return name == null ? export : export.named(name);
        } catch (IOException e) {
            throw DecathleteException.data(file + " cannot be read (" + e + ")", e);
        } catch (IllegalArgumentException e) {
            throw DecathleteException.data(file + ": " + e.getMessage(), e);
        }
    }
}
