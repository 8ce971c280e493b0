package org.decathlete.app.training;

import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where a training begins that is not there yet, and when it may end early.
 *
 * @param weights of an earlier training to start from: a model folder, a checkpoint or a {@code .pth} file; random ones otherwise
 * @param patience epochs without improvement after which it is brought to its end; never where empty
 * @param lengthens whether a finished training of the same candidate goes on under the new schedule, instead of being set aside
 * @param lengthenedFrom iteration at which it was finished, where more time comes on top of what it had: as much once more is another
 *     request
 */
public record TrainingStart(
        Optional<Path> weights, OptionalInt patience, boolean lengthens, OptionalLong lengthenedFrom) {
    /** From random weights, every time, to the end of the budget. */
    public static final TrainingStart FRESH = new TrainingStart(Optional.empty(), OptionalInt.empty(), false);

    private static final Pattern LENGTHENED = Pattern.compile(", lengthened from iteration (\\d{1,18})");

    /** A start that lengthens, if any, a training of which is not known yet where it was finished. */
    public TrainingStart(Optional<Path> weights, OptionalInt patience, boolean lengthens) {
        this(weights, patience, lengthens, OptionalLong.empty());
    }

    /** The same with more time from an iteration on. */
    public TrainingStart from(OptionalLong iteration) {
        return new TrainingStart(weights, patience, lengthens, iteration);
    }

    /** The iteration from which a training was lengthened, by its request in words; empty where it was not. */
    static OptionalLong lengthenedFrom(String asked) {
        Matcher matcher = LENGTHENED.matcher(asked);
        return matcher.find() ? OptionalLong.of(Long.parseLong(matcher.group(1))) : OptionalLong.empty();
    }

    /** The request in words, with where it starts and when it may end. */
    String asked(String schedule) {
        String from = weights.map(
                        path -> ", from the weights of " + path.toAbsolutePath().normalize())
                .orElse("");
        String until = patience.isEmpty() ? "" : ", until " + patience.getAsInt() + " epochs bring nothing";
        String more = lengthenedFrom.isEmpty() ? "" : ", lengthened from iteration " + lengthenedFrom.getAsLong();
        return schedule + from + until + more;
    }
}
