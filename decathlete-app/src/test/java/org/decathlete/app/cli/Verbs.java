package org.decathlete.app.cli;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.stream.Stream;
import org.decathlete.core.run.Json;
import org.decathlete.search.study.Workers;
import picocli.CommandLine;
import tools.jackson.databind.JsonNode;

/** Runs commands as the program does, in the process of the test. */
final class Verbs {

    private Verbs() {}

    /**
     * How commands ended.
     *
     * @param code the exit code, of several commands the largest
     * @param printed on stdout
     * @param said on stderr
     */
    record Ended(int code, String printed, String said) {
        JsonNode json() {
            return Json.mapper().readTree(printed);
        }
    }

    /** Runs one. */
    static Ended run(Object... arguments) {
        return together(new Object[][] {arguments});
    }

    /** Runs several side by side. */
    static synchronized Ended together(Object[]... commands) {
        PrintStream out = System.out;
        PrintStream err = System.err;
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        ByteArrayOutputStream said = new ByteArrayOutputStream();
        System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
        System.setErr(new PrintStream(said, true, StandardCharsets.UTF_8));
        int[] codes = new int[commands.length];
        try {
            Workers.run(commands.length, number -> () -> codes[number] = execute(commands[number]));
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        } finally {
            System.setOut(out);
            System.setErr(err);
        }
        return new Ended(
                Arrays.stream(codes).max().orElseThrow(),
                printed.toString(StandardCharsets.UTF_8),
                said.toString(StandardCharsets.UTF_8));
    }

    private static int execute(Object... arguments) {
        CommandLine line = Main.commandLine();
        line.setErr(new PrintWriter(System.err, true, StandardCharsets.UTF_8));
        return line.execute(Stream.of(arguments).map(Object::toString).toArray(String[]::new));
    }
}
