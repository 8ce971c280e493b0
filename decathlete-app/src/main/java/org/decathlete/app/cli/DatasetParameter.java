package org.decathlete.app.cli;

import java.nio.file.Path;
import picocli.CommandLine.Parameters;

/** Which dataset. */
final class DatasetParameter {
    @Parameters(paramLabel = "DATASET", description = "folder with dataset.json, imagesTr and labelsTr")
    private Path dataset = Path.of(".");

    Path path() {
        return dataset;
    }
}
