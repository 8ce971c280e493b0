package org.decathlete.app.tune;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;
import org.decathlete.core.run.DecathleteException;

/** How much of a candidate is searched (Auto-nnU-Net, section 3). */
public enum SpaceKind {
    /** The training. */
    HPO,
    /** The training, and width, depth and kind of the network as a whole. */
    HPO_NAS,
    /** The training, and every stage of the network on its own, by a grammar. */
    HPO_HNAS;

    /** The name on a command line. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /**
     * The kind that a user has written.
     *
     * @throws DecathleteException of kind USAGE for any other text
     */
    public static SpaceKind parse(String text) {
        return Arrays.stream(values())
                .filter(kind -> kind.toString().equals(text))
                .findFirst()
                .orElseThrow(() -> DecathleteException.usage("--space " + text + ": expected one of "
                        + Arrays.stream(values()).map(SpaceKind::toString).collect(Collectors.joining(", "))));
    }
}
