package org.decathlete.app.cli;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;
import org.decathlete.core.run.Json;
import picocli.CommandLine;
import tools.jackson.databind.JsonNode;

/**
 * What came of a command line.
 *
 * @param code the exit code
 * @param printed on stdout
 * @param said about a failure
 */
record Ended(int code, String printed, String said) {

    /** Runs a command line in this process, one at a time. */
    static synchronized Ended of(Object... arguments) {
        StringWriter said = new StringWriter();
        CommandLine line = Main.commandLine();
        line.setErr(new PrintWriter(said, true));
        String[] texts = Stream.of(arguments).map(Object::toString).toArray(String[]::new);
        PrintStream before = System.out;
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
        try {
            int code = line.execute(texts);
            return new Ended(code, printed.toString(StandardCharsets.UTF_8), said.toString());
        } finally {
            System.setOut(before);
        }
    }

    /** What was printed. */
    JsonNode json() {
        return Json.mapper().readTree(printed);
    }
}
