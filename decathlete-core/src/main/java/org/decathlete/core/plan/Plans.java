package org.decathlete.core.plan;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.decathlete.core.fingerprint.IntensityProperties;
import org.decathlete.core.run.DecathleteException;

/**
 * Every way in which a dataset can be segmented, as a planner sees it; the content of nnU-Net's plans file.
 *
 * @param datasetName name of the dataset
 * @param plansName name of these plans, such as {@code nnUNetPlans}
 * @param originalMedianSpacing median spacing in mm of the cases as they are, transposed axes
 * @param originalMedianShape median size of the cropped cases as they are, transposed axes
 * @param imageReaderWriter nnU-Net's class name for the files' format
 * @param transposeForward axis {@code transposeForward[k]} of the file's (z, y, x) becomes axis k: coarsest first
 * @param transposeBackward the inverse of {@code transposeForward}
 * @param plannerName nnU-Net's class name of the planner
 * @param labelManager nnU-Net's class name for the meaning of labels
 * @param intensities foreground intensities by channel number as text
 * @param configurations by name, in the order of the file
 * @param explanations each decision of the planner in plain words; empty for plans that were read from a file
 */
public record Plans(
        String datasetName,
        String plansName,
        List<Double> originalMedianSpacing,
        List<Integer> originalMedianShape,
        String imageReaderWriter,
        List<Integer> transposeForward,
        List<Integer> transposeBackward,
        String plannerName,
        String labelManager,
        Map<String, IntensityProperties> intensities,
        Map<String, PlanConfiguration> configurations,
        List<String> explanations) {

    public Plans {
        originalMedianSpacing = List.copyOf(originalMedianSpacing);
        originalMedianShape = List.copyOf(originalMedianShape);
        transposeForward = List.copyOf(transposeForward);
        transposeBackward = List.copyOf(transposeBackward);
        intensities = Collections.unmodifiableSortedMap(new TreeMap<>(intensities));
        configurations = Collections.unmodifiableMap(new LinkedHashMap<>(configurations));
        explanations = List.copyOf(explanations);
    }

    /**
     * The configuration of this name.
     *
     * @throws DecathleteException of kind USAGE when there is none
     */
    public PlanConfiguration configuration(String name) {
        PlanConfiguration configuration = configurations.get(name);
        if (configuration == null) {
            throw DecathleteException.usage("configuration " + name + " is not in the plans of " + datasetName
                    + "; they have " + String.join(", ", configurations.keySet()));
        }
        return configuration;
    }

    /** The same with other explanations. */
    public Plans withExplanations(List<String> reasons) {
        return new Plans(
                datasetName,
                plansName,
                originalMedianSpacing,
                originalMedianShape,
                imageReaderWriter,
                transposeForward,
                transposeBackward,
                plannerName,
                labelManager,
                intensities,
                configurations,
                reasons);
    }

    /**
     * The configuration to take when only one is trained: 3d_fullres where the data are volumes, which nnU-Net's published
     * results favour in most datasets, else 2d.
     */
    public PlanConfiguration preferred() {
        return configuration(configurations.containsKey(Planner.FULLRES) ? Planner.FULLRES : Planner.SLICES);
    }

    /**
     * How cases are prepared for a configuration.
     *
     * @throws DecathleteException of kind USAGE when there is no such configuration, of kind DATA when a channel has no
     *     intensities
     */
    public PreprocessingSpec preprocessing(String configurationName) {
        PlanConfiguration configuration = configuration(configurationName);
        Resampling image = configuration.imageResampling();
        return new PreprocessingSpec(
                transposeForward.stream().mapToInt(Integer::intValue).toArray(),
                configuration.spacing().stream()
                        .mapToDouble(Double::doubleValue)
                        .toArray(),
                configuration.normalizationSchemes(),
                configuration.useMaskForNorm(),
                image.order(),
                configuration.labelResampling().order(),
                image.orderZ(),
                image.forceSeparateZ(),
                intensitiesByChannel(configuration.normalizationSchemes().size()));
    }

    private List<IntensityProperties> intensitiesByChannel(int channels) {
        return java.util.stream.IntStream.range(0, channels)
                .mapToObj(String::valueOf)
                .map(channel -> {
                    IntensityProperties properties = intensities.get(channel);
                    if (properties == null) {
                        throw DecathleteException.data("the plans of " + datasetName
                                + " have no foreground intensities for channel " + channel);
                    }
                    return properties;
                })
                .toList();
    }
}
