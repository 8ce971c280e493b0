package org.decathlete.app.pipeline;

import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.decathlete.app.report.CasePicture;
import org.decathlete.app.report.CaseUse;
import org.decathlete.app.report.Fact;
import org.decathlete.app.report.ReportContent;
import org.decathlete.app.report.ReportWriter;
import org.decathlete.app.report.Timing;
import org.decathlete.core.candidate.Candidate;
import org.decathlete.core.dataset.Case;
import org.decathlete.core.dataset.CaseReader;
import org.decathlete.core.dataset.Dataset;
import org.decathlete.core.dataset.Finding;
import org.decathlete.core.dataset.IntegrityReport;
import org.decathlete.core.dataset.Split;
import org.decathlete.core.io.VolumeFiles;
import org.decathlete.core.metrics.CaseScores;
import org.decathlete.core.metrics.Scores;
import org.decathlete.core.plan.Plans;
import org.decathlete.core.run.Host;
import org.decathlete.core.spec.UNetSpec;
import org.decathlete.nn.train.TrainingResult;

/**
 * Tells in {@code report.html} what a run did and found.
 *
 * @param project the work folder
 * @param integrity what the check of the data found
 * @param plans the plans
 * @param training the training that is reported
 * @param plan how long it was to take
 * @param result how it ended
 * @param scores what was measured on cases that the model never saw
 */
record Reporting(
        Project project,
        IntegrityReport integrity,
        Plans plans,
        FoldTraining training,
        RunPlan plan,
        TrainingResult result,
        Scores scores) {
    private static final int PICTURES = 4;

    /** Writes the report and returns where it is. */
    Path write() {
        Path file = project.workspace().report();
        ReportWriter.write(file, content());
        return file;
    }

    private ReportContent content() {
        Candidate candidate = training.candidate();
        return new ReportContent(
                project.dataset().description().name(),
                candidate.configuration() + ", fold " + training.fold() + ", " + LocalDate.now(ZoneId.systemDefault()),
                request(),
                data(),
                integrity.findings().stream().map(Finding::toString).toList(),
                plan(candidate),
                plans.explanations(),
                trained(),
                new MetricsFile(training.folder().resolve("metrics.jsonl")).curves(classNames()),
                scores,
                pictures(),
                cases(),
                timings(),
                hardware(),
                provenance());
    }

    private List<Fact> request() {
        return List.of(
                new Fact("Dataset", project.dataset().root().toString()),
                new Fact("Time", plan.asked()),
                new Fact("Recipe", RecipeText.name(training.candidate().recipe())),
                new Fact("Device", training.engine().device()),
                new Fact("Precision", training.engine().precision()),
                new Fact("Seed", String.valueOf(training.engine().seed())));
    }

    private List<Fact> data() {
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

    private List<Fact> plan(Candidate candidate) {
        List<Fact> facts = new ArrayList<>();
        facts.add(new Fact("Configuration", candidate.configuration()));
        facts.add(new Fact("Also planned", alsoPlanned(candidate.configuration())));
        facts.add(
                new Fact("Patch", plans.configuration(candidate.configuration()).patchSize() + " voxels"));
        facts.add(new Fact("Batch", candidate.batchSize() + " patches"));
        facts.add(new Fact(
                "Spacing", plans.configuration(candidate.configuration()).spacing() + " mm"));
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

    private List<Fact> trained() {
        List<Fact> facts = new ArrayList<>();
        facts.add(new Fact("Planned", plan.training().toString()));
        facts.add(new Fact(
                "Done",
                String.format(
                        Locale.ROOT,
                        "%d iterations in %d epochs, %.0f s active",
                        result.iterations(),
                        result.epochs(),
                        result.activeSeconds())));
        facts.addAll(RecipeText.facts(training.candidate().recipe()));
        facts.add(new Fact("Restarts after divergence", String.valueOf(result.divergences())));
        facts.add(new Fact("Shipped weights", "checkpoint_final, the end of the schedule"));
        return facts;
    }

    private List<CasePicture> pictures() {
        Map<String, Case> byId = project.dataset().cases().stream().collect(Collectors.toMap(Case::id, one -> one));
        return scores.cases().stream()
                .filter(one -> !Double.isNaN(one.meanDice()))
                .sorted(Comparator.comparingDouble(CaseScores::meanDice))
                .limit(PICTURES)
                .map(one -> picture(one, byId))
                .toList();
    }

    private CasePicture picture(CaseScores one, Map<String, Case> byId) {
        Case source = byId.get(one.id());
        if (source == null) {
            throw new IllegalStateException("the summary judges " + one.id() + ", which the dataset does not have");
        }
        Path prediction = Validation.prediction(training.folder(), source);
        return CasePicture.of(
                one.id(),
                String.format(Locale.ROOT, "Mean Dice %.3f.", one.meanDice()),
                CaseReader.readImage(project.dataset(), source),
                CaseReader.readLabel(project.dataset(), source),
                VolumeFiles.readLabels(prediction));
    }

    private CaseUse cases() {
        Split split = training.split();
        boolean apart = split.validation().stream().noneMatch(split.train()::contains);
        String statement = apart
                ? "The model was trained on " + split.train().size() + " cases. The "
                        + split.validation().size()
                        + " cases that it is judged on here were not among them; during training they only served to"
                        + " watch progress, and the weights that are shipped are those at the end of the schedule, not"
                        + " the best on them."
                : "The model was trained on all cases, those that it is judged on among them: the figures say nothing"
                        + " about new patients.";
        return new CaseUse(statement, apart ? split.validation() : List.of(), split.train());
    }

    private List<Timing> timings() {
        return project.ledger().seconds().entrySet().stream()
                .map(stage -> new Timing(stage.getKey(), stage.getValue()))
                .toList();
    }

    private List<Fact> hardware() {
        Host host = Host.current();
        return List.of(
                new Fact("Processor", host.processor() + ", " + host.cores() + " cores"),
                new Fact("Instruction sets", String.join(", ", host.instructions())),
                new Fact("Memory", String.format(Locale.ROOT, "%.1f GiB", host.memoryBytes() / (double) (1L << 30))),
                new Fact("System", host.system()),
                new Fact("Java", host.java()));
    }

    private List<Fact> provenance() {
        return List.of(
                new Fact("Decathlete", Host.current().version()),
                new Fact("Candidate", training.candidate().id()),
                new Fact("Data hash", integrity.dataHash()),
                new Fact("Model", project.workspace().model().toString()));
    }

    private List<String> classNames() {
        var labels = project.dataset().description().labels();
        return labels.regions().stream().map(labels::name).toList();
    }
}
