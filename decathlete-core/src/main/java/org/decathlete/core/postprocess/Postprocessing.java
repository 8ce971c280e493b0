package org.decathlete.core.postprocess;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.decathlete.core.dataset.Labels;
import org.decathlete.core.run.DecathleteException;
import org.decathlete.core.volume.LabelVolume;

/**
 * What is done to a model's label maps before they are handed on.
 *
 * @param steps in their order; none means that label maps stay as they are
 */
public record Postprocessing(List<KeepLargestComponent> steps) {

    /** Nothing is done. */
    public static final Postprocessing NONE = new Postprocessing(List.of());

    public Postprocessing {
        steps = List.copyOf(steps);
    }

    /** Reads what {@link #write} wrote; throws a {@link DecathleteException} of kind DATA for anything else. */
    public static Postprocessing read(Path file) {
        return PostprocessingJson.read(file);
    }

    /** Writes {@code postprocessing.json}. */
    public void write(Path file) {
        PostprocessingJson.write(file, this);
    }

    /** The same steps and one more. */
    public Postprocessing and(KeepLargestComponent step) {
        List<KeepLargestComponent> longer = new ArrayList<>(steps);
        longer.add(step);
        return new Postprocessing(longer);
    }

    /** The label map after all steps; the one that was given stays as it is. */
    public LabelVolume apply(LabelVolume volume) {
        if (steps.isEmpty()) {
            return volume;
        }
        short[] voxels = volume.labels().clone();
        int[] size = volume.grid().size();
        steps.forEach(step -> step.apply(voxels, size));
        return new LabelVolume(volume.grid(), voxels, volume.header());
    }

    /** The steps in words. */
    public String describe(Labels labels) {
        return steps.isEmpty()
                ? "nothing"
                : steps.stream()
                        .map(step -> "keep the largest component of " + names(step.labels(), labels))
                        .collect(Collectors.joining(", then "));
    }

    private static String names(List<Integer> values, Labels labels) {
        return values.size() > 1 && values.equals(labels.foreground())
                ? "all foreground together"
                : labels.name(values);
    }
}
