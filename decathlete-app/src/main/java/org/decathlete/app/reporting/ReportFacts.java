package org.decathlete.app.reporting;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.stream.Collectors;
import org.decathlete.app.project.Project;
import org.decathlete.app.report.Timing;
import org.decathlete.app.report.html.Fact;
import org.decathlete.app.report.picture.CasePicture;
import org.decathlete.app.shipping.TrainingEvents;
import org.decathlete.core.candidate.Candidate;
import org.decathlete.core.dataset.Case;
import org.decathlete.core.dataset.CaseReader;
import org.decathlete.core.dataset.Dataset;
import org.decathlete.core.io.VolumeFiles;
import org.decathlete.core.metrics.CaseScores;
import org.decathlete.core.metrics.Scores;
import org.decathlete.core.plan.Plans;
import org.decathlete.core.run.DecathleteException;
import org.decathlete.core.run.Host;
import org.decathlete.core.spec.UNetSpec;

/**
 * What every report of a work folder says.
 *
 * @param project the work folder
 * @param plans the plans
 */
public record ReportFacts(Project project, Plans plans) {
    private static final int PICTURES = 4;

    /** Number of cases, channels, structures, median size and spacing. */
    public List<Fact> data() {
        Dataset dataset = project.dataset();
        return List.of(
                new Fact("Cases", String.valueOf(dataset.cases().size())),
                new Fact("Channels", String.join(", ", dataset.description().channelNames())),
                new Fact("Structures", String.join(", ", classNames())),
                new Fact(
                        "Median size after cropping",
                        plans.originalMedianShape() + " voxels (z, y, x after transposing)"),
                new Fact("Median spacing", plans.originalMedianSpacing() + " mm"));
    }

    /** Patch, batch, spacing and network of a candidate, and what else was planned. */
    public List<Fact> plan(Candidate candidate) {
        List<Fact> facts = new ArrayList<>();
        facts.add(new Fact("Configuration", candidate.configuration()));
        facts.add(new Fact("Also planned", alsoPlanned(candidate.configuration())));
        facts.add(new Fact("Patch", Arrays.toString(candidate.patchSize()) + " voxels"));
        facts.add(
                new Fact("Batch", candidate.batchSize() + " patches" + TrainingEvents.batchReason(project, candidate)));
        facts.add(new Fact("Spacing", Arrays.toString(candidate.preprocessing().spacing()) + " mm"));
        facts.add(new Fact(
                "Normalisation", String.join(", ", candidate.preprocessing().normalizationSchemes())));
        if (candidate.network() instanceof UNetSpec unet) {
            facts.add(new Fact(
                    "Network",
                    "U-Net, " + unet.stageCount() + " stages with " + unet.featuresPerStage() + " channels"));
        }
        return facts;
    }

    private String alsoPlanned(String trained) {
        List<String> others = plans.configurations().values().stream()
                .filter(one -> !one.name().equals(trained))
                .map(one -> one.previousStage() == null
                        ? one.name()
                        : one.name() + ", which refines " + one.previousStage())
                .toList();
        return others.isEmpty() ? "nothing else" : String.join("; ", others);
    }

    /**
     * The worst cases, worst first, each with the label map that was judged.
     *
     * @param predictions those label maps, by case
     * @throws DecathleteException of kind DATA where an image or a label map cannot be read
     */
    public List<CasePicture> pictures(Scores scores, SortedMap<String, Path> predictions) {
        Map<String, Case> byId = project.dataset().cases().stream().collect(Collectors.toMap(Case::id, one -> one));
        return scores.cases().stream()
                .filter(one -> !Double.isNaN(one.meanDice()))
                .sorted(Comparator.comparingDouble(CaseScores::meanDice))
                .limit(PICTURES)
                .map(one -> picture(one, byId, predictions))
                .toList();
    }

    private CasePicture picture(CaseScores one, Map<String, Case> byId, SortedMap<String, Path> predictions) {
        Case source = byId.get(one.id());
        if (source == null) {
            throw new IllegalStateException("the summary judges " + one.id() + ", which the dataset does not have");
        }
        return CasePicture.of(
                one.id(),
                String.format(Locale.ROOT, "Mean Dice %.3f.", one.meanDice()),
                CaseReader.readImage(project.dataset(), source),
                CaseReader.readLabel(project.dataset(), source),
                VolumeFiles.readLabels(Objects.requireNonNull(predictions.get(one.id()), one.id())));
    }

    /** Seconds of each finished stage. */
    public List<Timing> timings() {
        return project.ledger().seconds().entrySet().stream()
                .map(stage -> new Timing(stage.getKey(), stage.getValue()))
                .toList();
    }

    /** This machine. */
    public static List<Fact> hardware() {
        Host host = Host.current();
        return List.of(
                new Fact("Processor", host.processor() + ", " + host.cores() + " cores"),
                new Fact("Instruction sets", String.join(", ", host.instructions())),
                new Fact("Memory", String.format(Locale.ROOT, "%.1f GiB", host.memoryBytes() / (double) (1L << 30))),
                new Fact("System", host.system()),
                new Fact("Java", host.java()));
    }

    /** Names of the foreground classes or regions, in the order of their outputs. */
    public List<String> classNames() {
        var labels = project.dataset().description().labels();
        return labels.regions().stream().map(labels::name).toList();
    }
}
