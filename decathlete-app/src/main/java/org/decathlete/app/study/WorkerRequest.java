package org.decathlete.app.study;

import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalDouble;
import org.decathlete.app.training.RunRequest;

/**
 * Who takes part in a study, and where.
 *
 * @param work a planned work folder of the same dataset
 * @param store address of the study
 * @param name of the study; empty for the only one
 * @param seconds to work for; empty for as long as there is work
 * @param engine device, precision and threads; the seed is the study's
 */
public record WorkerRequest(
        Path work, String store, Optional<String> name, OptionalDouble seconds, RunRequest.Engine engine) {

    RunRequest.Engine seeded(long seed) {
        return engine.withSeed(seed);
    }
}
