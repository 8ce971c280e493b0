package org.decathlete.app.cli;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.decathlete.core.run.AtomicFiles;
import org.decathlete.search.format.StudyFormat;
import org.decathlete.search.store.StoredStudy;
import org.decathlete.search.store.StudyExport;
import org.decathlete.search.store.TrialTable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code study export}: a study as a file. */
@Command(
        name = "export",
        mixinStandardHelpOptions = true,
        description = "Writes a study: as JSON with all that it is, or its trials as a table.")
final class StudyExportCommand implements Callable<Integer> {
    /** How a study is written. */
    enum Format {
        JSON,
        CSV
    }

    @Mixin
    private StudyOptions study = new StudyOptions();

    @Option(
            names = "--format",
            paramLabel = "NAME",
            defaultValue = "json",
            description = "json or csv (default: ${DEFAULT-VALUE})")
    private Format format = Format.JSON;

    @Option(names = "--output", paramLabel = "FILE", description = "where to (default: stdout)")
    private @Nullable Path output;

    @Override
    public Integer call() {
        String text = study.open(this::text);
        if (output == null) {
            System.out.print(text);
        } else {
            AtomicFiles.writeString(output, text);
        }
        return 0;
    }

    private String text(StoredStudy stored) {
        return format == Format.JSON
                ? StudyExport.of(stored).json(StudyFormat.standard()) + "\n"
                : TrialTable.csv(stored.settings(), stored.records());
    }
}
