package org.decathlete.app.cli;

import java.nio.file.Path;
import java.util.Optional;
import org.decathlete.app.project.FoldRequest;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** A dataset, the work folder in which its model is made, and how it is planned and split. */
final class ProjectOptions {
    @Mixin
    private DatasetParameter dataset = new DatasetParameter();

    @Option(names = "--work", paramLabel = "DIR", required = true, description = "work folder; made where needed")
    private Path work = Path.of(".");

    @Mixin
    private PresetOption preset = new PresetOption();

    @Mixin
    private FoldOptions folds = new FoldOptions();

    Path dataset() {
        return dataset.path();
    }

    Path work() {
        return work;
    }

    Optional<String> preset() {
        return preset.name();
    }

    FoldRequest folds() {
        return folds.request();
    }
}
