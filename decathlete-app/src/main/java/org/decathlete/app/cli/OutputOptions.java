package org.decathlete.app.cli;

import org.decathlete.core.run.Json;
import picocli.CommandLine.Option;

/** How a verb tells its result: for people on stderr, or for machines as one JSON document on stdout. */
final class OutputOptions {
    @Option(names = "--json", description = "print the result as JSON on stdout")
    private boolean json;

    /** Prints {@code result} where JSON was asked for. */
    void print(Object result) {
        if (json) {
            System.out.println(Json.pretty(result));
        }
    }
}
