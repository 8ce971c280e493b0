package org.decathlete.app.tune;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import org.decathlete.app.tune.network.MemoryBound;
import org.decathlete.app.tune.network.NetworkPlanner;
import org.decathlete.core.candidate.Candidate;
import org.decathlete.core.candidate.TrainingRecipe;
import org.decathlete.core.dataset.DatasetDescription;
import org.decathlete.core.dataset.Labels;
import org.decathlete.core.fingerprint.Fingerprint;
import org.decathlete.core.fingerprint.IntensityProperties;
import org.decathlete.core.plan.Planner;
import org.decathlete.core.plan.PlannerPreset;
import org.decathlete.search.space.Configuration;

/** Datasets of equal cases, planned: with sizes and spacings of the Decathlon, whose plans are known. */
public record Planned(DatasetDescription description, Fingerprint fingerprint) {
    public static final Planned HIPPOCAMPUS = of(260, 1, new int[] {36, 50, 35}, 1, 1, 1);
    public static final Planned KIDNEY_SIZED = of(100, 1, new int[] {50, 70, 66}, 1, 1, 1);
    public static final Planned BRAIN = of(484, 4, new int[] {138, 170, 138}, 1, 1, 1);
    public static final Planned PROSTATE = of(32, 2, new int[] {20, 320, 319}, 3.6, 0.625, 0.625);

    public static Planned of(int cases, int channels, int[] shape, double... spacing) {
        return of(cases, channels, Labels.of("background", "anterior", "posterior"), shape, spacing);
    }

    public static Planned of(int cases, int channels, Labels labels, int[] shape, double... spacing) {
        Map<String, IntensityProperties> intensities = new TreeMap<>();
        for (int channel = 0; channel < channels; channel++) {
            intensities.put(String.valueOf(channel), new IntensityProperties(100, 95, 20, -50, 900, 170, 40));
        }
        return new Planned(
                new DatasetDescription("made up", Collections.nCopies(channels, "MRI"), labels, ".nii.gz", cases),
                new Fingerprint(
                        Collections.nCopies(cases, spacing), Collections.nCopies(cases, shape), 1, intensities));
    }

    /** With so many stages. */
    public static Planned ofStages(int stages) {
        return switch (stages) {
            case 4 -> HIPPOCAMPUS;
            case 5 -> KIDNEY_SIZED;
            case 6 -> BRAIN;
            case 7 -> PROSTATE;
            default -> throw new IllegalArgumentException("no dataset with " + stages + " stages");
        };
    }

    public Candidate candidate(TrainingRecipe recipe) {
        return candidate(PlannerPreset.DEFAULT, Planner.FULLRES, recipe);
    }

    public Candidate candidate(PlannerPreset preset, String configuration, TrainingRecipe recipe) {
        return Candidate.of(description, new Planner(preset).plan(description, fingerprint), configuration, recipe);
    }

    public Candidate candidate() {
        return candidate(TrainingRecipe.nnUNet());
    }

    public NetworkPlanner planner() {
        return NetworkPlanner.of(description, fingerprint, Planner.FULLRES);
    }

    public SegmentationSpace published(SpaceKind kind) {
        return SegmentationSpace.published(kind, candidate(), planner());
    }

    /** With room for three times what the planned network takes in half precision. */
    public SegmentationSpace corrected(SpaceKind kind) {
        return SegmentationSpace.corrected(kind, candidate(), bound());
    }

    public MemoryBound bound() {
        return MemoryBound.relativeTo(candidate(), 3, 2);
    }

    /** A configuration with another value. */
    public static Configuration changed(Configuration configuration, String name, Object value) {
        Map<String, Object> values = new TreeMap<>(configuration.values());
        values.put(name, value);
        return Configuration.of(values);
    }
}
