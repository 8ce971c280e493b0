package org.decathlete.app.cli;

import org.decathlete.core.run.DecathleteException;
import picocli.CommandLine.Option;

/** How many processor threads to use. */
final class ThreadsOption {
    @Option(names = "--threads", paramLabel = "N", description = "processor threads (default: all)")
    private int threads = Runtime.getRuntime().availableProcessors();

    /** At least 1. */
    int count() {
        if (threads < 1) {
            throw DecathleteException.usage("--threads " + threads + ": expected at least 1");
        }
        return threads;
    }
}
