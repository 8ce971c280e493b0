package org.decathlete.core.plan.json;

import java.nio.file.Path;
import org.decathlete.core.dataset.DatasetDescription;
import org.decathlete.core.dataset.Labels;
import org.decathlete.core.plan.Plans;
import org.decathlete.core.run.AtomicFiles;
import org.decathlete.core.run.DecathleteException;
import org.decathlete.core.run.Json;

/** nnU-Net's plans file (nnUNetPlans.json), as its version 2.4 and newer write it. */
public final class PlansJson {

    private PlansJson() {}

    /**
     * Reads a plans file, also one edited by hand.
     *
     * @param labels the labels of its dataset, which decide the outputs of its networks
     * @throws DecathleteException of kind DATA when a field is missing or wrong, or asks for what is not known here
     */
    public static Plans read(Path file, Labels labels) {
        return new PlansReader(file, Json.read(file), labels.outputs()).read();
    }

    /** The same for the labels of a described dataset. */
    public static Plans read(Path file, DatasetDescription description) {
        return read(file, description.labels());
    }

    /** Writes a plans file that nnU-Net reads; the explanations are not part of it. */
    public static void write(Path file, Plans plans) {
        AtomicFiles.writeString(file, content(plans));
    }

    /** What {@link #write} writes. */
    public static String content(Plans plans) {
        return toJson(plans) + "\n";
    }

    /** The text of the plans file. */
    public static String toJson(Plans plans) {
        return Json.pretty(PlansWriter.write(plans));
    }
}
