package org.decathlete.core.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AtomicFilesTest {
    /** Above the largest that Linux gives. */
    private static final long NOBODY = 99_999_999;

    @TempDir
    private Path folder;

    @Test
    void removesWhatDeadProcessesLeftOfTheFilesAskedFor() throws IOException {
        long alive = ProcessHandle.current().parent().orElseThrow().pid();
        long own = ProcessHandle.current().pid();
        for (String name : List.of(
                ".case.nii.gz." + NOBODY + ".partial",
                ".case.nii.gz." + own + ".partial",
                ".case.nii.gz." + alive + ".partial",
                ".other.nii.gz." + NOBODY + ".partial",
                ".case.nii.gz.partial",
                "case.nii.gz." + NOBODY + ".partial",
                "case.nii.gz")) {
            Files.writeString(folder.resolve(name), "x");
        }

        AtomicFiles.clean(folder, "case.nii.gz"::equals);

        try (Stream<Path> left = Files.list(folder)) {
            assertThat(left.map(file -> String.valueOf(file.getFileName())))
                    .containsExactlyInAnyOrder(
                            ".case.nii.gz." + alive + ".partial",
                            ".other.nii.gz." + NOBODY + ".partial",
                            ".case.nii.gz.partial",
                            "case.nii.gz." + NOBODY + ".partial",
                            "case.nii.gz");
        }
    }

    @Test
    void knowsTheTemporaryNamesOfThisProcessAndToleratesAFolderThatIsNotThere() throws IOException {
        Path temporary = AtomicFiles.temporary(folder.resolve("case.probabilities"));
        Files.writeString(temporary, "x");

        AtomicFiles.clean(folder, "case.probabilities"::equals);
        AtomicFiles.clean(folder.resolve("absent"), name -> true);

        assertThat(temporary).doesNotExist();
    }
}
