package org.decathlete.app.cli;

import java.nio.file.Path;
import java.util.Optional;
import org.decathlete.app.project.FoldRequest;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** How cases are split for cross-validation. */
final class FoldOptions {
    @Option(
            names = "--groups",
            paramLabel = "FILE",
            description =
                    "cases of one group stay together in a fold: JSON {\"case\": \"group\"} or {\"group\": [\"case\"]}, or "
                            + "CSV with case and group (default: nnU-Net's folds)")
    private @Nullable Path groups;

    @Option(
            names = "--group-pattern",
            paramLabel = "REGEX",
            description = "the same, with the group found in the case's name: the first (…), or the whole match")
    private @Nullable String pattern;

    @Option(
            names = "--stratify",
            description = "folds get equal shares of the cases with each label, small, middle-sized and large")
    private boolean stratify;

    FoldRequest request() {
        // Absolute, because another command may repeat it from elsewhere.
        return new FoldRequest(
                Optional.ofNullable(groups).map(Path::toAbsolutePath), Optional.ofNullable(pattern), stratify);
    }
}
