package org.decathlete.app.study;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import org.decathlete.app.training.BatchRequest;
import org.decathlete.app.training.RunRequest;
import org.decathlete.app.training.TrainRequest;
import org.decathlete.app.training.TrainingStart;
import org.decathlete.app.tune.SpaceKind;
import org.decathlete.core.candidate.RecipeName;

/** Requests for searches whose trials take a blink. */
final class TinySearches {
    /** The default, then two of two epochs, one of which goes on to four, then two of four. */
    static final int TRIALS = 6;

    private TinySearches() {}

    /** All brackets once, in epochs of two steps. */
    static SearchRequest counted(Path work, Path candidate, Optional<String> name) {
        return request(
                work,
                candidate,
                name,
                OptionalDouble.empty(),
                new TrialBudgetRequest(
                        OptionalDouble.empty(),
                        OptionalDouble.empty(),
                        OptionalInt.of(4),
                        OptionalInt.of(2),
                        OptionalInt.of(2)));
    }

    /** The same for the Dice alone, with another way of saving, and from another lowest budget on. */
    static SearchRequest saving(Path work, Path candidate, String name, OptionalInt lowest, Economy economy) {
        SearchRequest usual = counted(work, candidate, Optional.of(name));
        return new SearchRequest(
                usual.training(),
                usual.space(),
                usual.mode(),
                Optional.of(Cost.NONE),
                usual.seconds(),
                new TrialBudgetRequest(
                        OptionalDouble.empty(), OptionalDouble.empty(), OptionalInt.of(4), lowest, OptionalInt.of(2)),
                usual.eta(),
                usual.store(),
                usual.name(),
                usual.nested(),
                economy,
                usual.raceFolds());
    }

    /** The same for the Dice alone, on one fold after two epochs and on two after four. */
    static SearchRequest raced(Path work, Path candidate, String name) {
        return raced(work, candidate, name, 2);
    }

    /** The same from another number of epochs on: on two folds from the second level on. */
    static SearchRequest raced(Path work, Path candidate, String name, int lowest) {
        SearchRequest usual = counted(work, candidate, Optional.of(name));
        return new SearchRequest(
                usual.training(),
                usual.space(),
                usual.mode(),
                Optional.of(Cost.NONE),
                usual.seconds(),
                new TrialBudgetRequest(
                        OptionalDouble.empty(),
                        OptionalDouble.empty(),
                        OptionalInt.of(4),
                        OptionalInt.of(lowest),
                        OptionalInt.of(2)),
                usual.eta(),
                usual.store(),
                usual.name(),
                usual.nested(),
                usual.economy(),
                2);
    }

    /** Trials of one and two seconds. */
    static SearchRequest timed(Path work, Path candidate, double seconds) {
        return request(
                work,
                candidate,
                Optional.of("timed"),
                OptionalDouble.of(seconds),
                new TrialBudgetRequest(
                        OptionalDouble.of(2),
                        OptionalDouble.of(1),
                        OptionalInt.empty(),
                        OptionalInt.empty(),
                        OptionalInt.empty()));
    }

    private static SearchRequest request(
            Path work, Path candidate, Optional<String> name, OptionalDouble seconds, TrialBudgetRequest trials) {
        TrainRequest training = new TrainRequest(
                work,
                "3d_fullres",
                Optional.empty(),
                RecipeName.ACCELERATED,
                Optional.of(candidate),
                List.of("0"),
                new RunRequest.Schedule(seconds, trials.epochs(), OptionalInt.empty()),
                TrainingStart.FRESH,
                new RunRequest.Engine("cpu", "fp32", 1, 0),
                BatchRequest.UNSTATED,
                false);
        return new SearchRequest(
                training,
                SpaceKind.HPO,
                SearchMode.CORRECTED,
                Optional.empty(),
                seconds,
                trials,
                2,
                work.resolve("study.db").toString(),
                name);
    }
}
