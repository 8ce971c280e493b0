package org.decathlete.app.training;

import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import org.decathlete.app.project.FoldRequest;
import org.decathlete.core.candidate.RecipeName;
import org.decathlete.core.run.Hash;
import org.decathlete.core.run.Json;

/**
 * What the user asked of a run.
 *
 * @param dataset folder of labelled volumes
 * @param work work folder
 * @param schedule how long to train
 * @param preset planner preset; without one, that of the work folder, or the default
 * @param recipe how to train
 * @param engine device, precision, threads and seed
 * @param folds how the cases are split
 * @param batch how many samples a training step has
 */
public record RunRequest(
        Path dataset,
        Path work,
        Schedule schedule,
        Optional<String> preset,
        RecipeName recipe,
        Engine engine,
        FoldRequest folds,
        BatchRequest batch) {

    public RunRequest {
        batch = Objects.requireNonNullElse(batch, BatchRequest.UNSTATED);
    }

    /** A request with nnU-Net's folds and the recipe's batch. */
    public RunRequest(
            Path dataset, Path work, Schedule schedule, Optional<String> preset, RecipeName recipe, Engine engine) {
        this(dataset, work, schedule, preset, recipe, engine, FoldRequest.UNSTATED, BatchRequest.UNSTATED);
    }

    /** Equal for commands that ask for the same in one work folder, with however many threads. */
    public String id() {
        return Hash.of(
                "run",
                Json.canonical(schedule),
                preset.orElse(""),
                recipe.name(),
                Json.canonical(engine.withThreads(1)),
                Json.canonical(folds),
                Json.canonical(batch));
    }

    /**
     * How long to train: a budget in wall-clock seconds for the whole command, or epochs of iterations, or neither (the command
     * then chooses and says so).
     *
     * @param endEarly whether a training ends when the rest of that would bring nothing
     */
    public record Schedule(
            OptionalDouble budgetSeconds, OptionalInt epochs, OptionalInt iterations, EndEarly endEarly) {
        public Schedule {
            endEarly = Objects.requireNonNullElse(endEarly, EndEarly.AUTO);
        }

        /** A schedule that may end early where its recipe does. */
        public Schedule(OptionalDouble budgetSeconds, OptionalInt epochs, OptionalInt iterations) {
            this(budgetSeconds, epochs, iterations, EndEarly.AUTO);
        }

        /** Neither is given. */
        public static final Schedule UNSTATED =
                new Schedule(OptionalDouble.empty(), OptionalInt.empty(), OptionalInt.empty());
    }

    /**
     * Where and how the numbers are computed.
     *
     * @param device {@code auto}, {@code cpu} or {@code cuda:N}
     * @param precision {@code auto}, {@code fp32}, {@code bf16} or {@code fp16}
     * @param threads processor threads, at least 1
     * @param seed seed of everything random
     * @param augmentOn where patches are augmented: {@code auto}, {@code host} or {@code device}
     */
    public record Engine(String device, String precision, int threads, long seed, String augmentOn) {
        private static final String AUTO = "auto";

        public Engine {
            // What was written before there was a choice has none.
            augmentOn = Objects.requireNonNullElse(augmentOn, AUTO);
        }

        /** Patches are augmented where that is usual. */
        public Engine(String device, String precision, int threads, long seed) {
            this(device, precision, threads, seed, AUTO);
        }

        /** The same with another seed. */
        public Engine withSeed(long other) {
            return new Engine(device, precision, threads, other, augmentOn);
        }

        /** The same with so many threads, at least 1. */
        public Engine withThreads(int count) {
            return new Engine(device, precision, count, seed, augmentOn);
        }
    }
}
