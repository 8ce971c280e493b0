package org.decathlete.core.metrics;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;
import org.decathlete.core.run.DecathleteException;

/**
 * What the surface of a mask is. Two widely used libraries differ, and their numbers with them, so every summary names the
 * definition it was made by.
 */
public enum Definition {
    /** Distances between edge voxels as in MONAI; surface Dice weighted by surface elements, on which both libraries agree. */
    DEFAULT(
            "HD95 and ASSD between edge voxels (MONAI); surface Dice weighted by the area of surface elements (DeepMind, "
                    + "MONAI with subvoxels)"),

    /** Everything on edge voxels: as MONAI, surface Dice counting voxels. */
    MONAI("HD95, ASSD and surface Dice on edge voxels, each counting once (MONAI)"),

    /** Everything on surface elements weighted by their area: as DeepMind's surface-distance. */
    DEEPMIND("HD95, ASSD and surface Dice on surface elements weighted by their area (DeepMind surface-distance)");

    private final String description;

    Definition(String description) {
        this.description = description;
    }

    /** One sentence for a report. */
    public String description() {
        return description;
    }

    /** The name used on the command line and in files, in lower case. */
    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * The definition of a name, in any case.
     *
     * @throws DecathleteException of kind USAGE for another name
     */
    public static Definition parse(String name) {
        for (Definition definition : values()) {
            if (definition.name().equalsIgnoreCase(name)) {
                return definition;
            }
        }
        throw DecathleteException.usage("The definition of surface metrics is \"" + name + "\"; use one of "
                + Arrays.stream(values()).map(Definition::key).collect(Collectors.joining(", ")) + ".");
    }
}
