package org.decathlete.core.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is said of files that are no JSON, or not the JSON that was expected. */
class JsonTest {
    @TempDir
    private Path folder = Path.of(".");

    /** A record with a rule of its own. */
    record Patch(String name, List<Integer> size, double spacing) {
        Patch {
            if (size.size() != 3) {
                throw new IllegalArgumentException("size is " + size + ", expected three numbers");
            }
        }
    }

    /** A record that holds others. */
    record Patches(List<Patch> patches) {}

    @Test
    void aFileThatWasCutOffIsNamedWithItsLastPlace() throws IOException {
        assertThat(said("{\n  \"patches\": [\n    {\"name\": \"a"))
                .contains("line 3, column ", "cut off", "put an earlier copy");
        assertThat(said("{\n  \"patches\": [],")).contains("line 2, column ", "cut off");
    }

    @Test
    void whatIsNotUnderstoodIsShown() throws IOException {
        assertThat(said("{\n  \"patches\": [],\n  oops: 1}")).contains("line 3, column ", "not valid JSON", "oops");
        assertThat(said("{}\n{\"second\": 1}")).contains("line 2, column ");
        assertThat(said("\u0000\u0000\u0000\u0000")).contains("line 1, column ", "not valid JSON");
    }

    @Test
    void anEmptyFileIsCalledSo() throws IOException {
        assertThat(said("")).contains("is empty");
        assertThat(said(" \n \n")).contains("is empty");
    }

    @Test
    void valuesThatDoNotFitAreNamedByTheirField() throws IOException {
        assertThat(said("{\"patches\": [{\"name\": \"a\", \"size\": [1, 2, 3], \"spacing\": \"wide\"}]}"))
                .contains("patches[0].spacing", "wide", "expected a number");
        assertThat(said("{\"patches\": [{\"name\": \"a\", \"size\": [1, 2], \"spacing\": 1}]}"))
                .contains("size is [1, 2], expected three numbers");
        assertThat(said("{\"patches\": [{\"name\": \"a\", \"size\": {}, \"spacing\": 1}]}"))
                .contains("patches[0].size", "expected a list");
        assertThat(said("{\"patches\": [{\"name\": \"a\"}]}")).contains("patches[0]", "missing");
        assertThat(said("[]")).contains("expected an object");
    }

    private String said(String text) throws IOException {
        Path file = folder.resolve("patches.json");
        Files.writeString(file, text);
        DecathleteException failure =
                catchThrowableOfType(DecathleteException.class, () -> Json.read(file, Patches.class));
        assertThat(failure.kind()).isEqualTo(ErrorKind.DATA);
        String message = String.valueOf(failure.getMessage());
        assertThat(message)
                .startsWith(file.toString())
                .doesNotContain("REDACTED", "UNKNOWN", "jackson", "java.", "org.decathlete");
        return message;
    }
}
