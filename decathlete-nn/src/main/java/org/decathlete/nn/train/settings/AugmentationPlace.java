package org.decathlete.nn.train.settings;

import org.decathlete.core.run.DecathleteException;

/** Where patches are augmented. */
public enum AugmentationPlace {
    /** On a GPU where there is one, else on the processor. */
    AUTO,
    /** By threads of the processor, in Java. */
    HOST,
    /** By operations of libtorch, where the network computes. */
    DEVICE;

    /**
     * The place of a command line's {@code --augment-on}.
     *
     * @throws DecathleteException of kind USAGE when it is none
     */
    public static AugmentationPlace parse(String name) {
        return switch (name) {
            case "auto" -> AUTO;
            case "host" -> HOST;
            case "device" -> DEVICE;
            default -> throw DecathleteException.usage("--augment-on " + name + ": expected auto, host or device");
        };
    }
}
