package org.decathlete.app.pipeline;

import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SortedMap;
import java.util.TreeMap;
import org.decathlete.app.report.CaseUse;
import org.decathlete.app.report.Fact;
import org.decathlete.app.report.ReportContent;
import org.decathlete.app.report.ReportWriter;
import org.decathlete.core.dataset.Case;
import org.decathlete.core.dataset.Finding;
import org.decathlete.core.dataset.IntegrityReport;
import org.decathlete.core.dataset.Split;
import org.decathlete.core.metrics.Scores;
import org.decathlete.core.plan.Plans;
import org.decathlete.core.run.Host;
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

    /** Writes the report and returns where it is. */
    Path write() {
        Path file = project.workspace().report();
        ReportWriter.write(file, content());
        return file;
    }

    private ReportContent content() {
        ReportFacts facts = new ReportFacts(project, plans);
        return new ReportContent(
                project.dataset().description().name(),
                training.candidate().configuration() + ", fold " + training.fold() + ", "
                        + LocalDate.now(ZoneId.systemDefault()),
                request(),
                facts.data(),
                integrity.findings().stream().map(Finding::toString).toList(),
                facts.plan(training.candidate()),
                plans.explanations(),
                trained(),
                new MetricsFile(training.folder().resolve("metrics.jsonl")).curves(facts.classNames()),
                null,
                scores,
                facts.pictures(scores, predictions()),
                cases(),
                facts.timings(),
                ReportFacts.hardware(),
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
        facts.addAll(TrainingEvents.facts(result));
        facts.add(new Fact("Shipped weights", "checkpoint_final, the end of the schedule"));
        return facts;
    }

    private SortedMap<String, Path> predictions() {
        SortedMap<String, Path> files = new TreeMap<>();
        for (Case one : project.dataset().cases()) {
            files.put(one.id(), Validation.prediction(training.folder(), one));
        }
        return files;
    }

    private CaseUse cases() {
        Split split = training.split();
        boolean apart = split.validation().stream().noneMatch(split.train()::contains);
        String statement = apart
                ? "The model was trained on " + split.train().size() + " cases. The "
                        + split.validation().size()
                        + " cases that it is judged on here were not among them; " + TrainingEvents.watching(result)
                        + ". The weights that are shipped are those at the end of the schedule, not the best on them."
                : "The model was trained on all cases, those that it is judged on among them: the figures say nothing"
                        + " about new patients.";
        return new CaseUse(statement, apart ? split.validation() : List.of(), split.train());
    }

    private List<Fact> provenance() {
        return List.of(
                new Fact("Decathlete", Host.current().version()),
                new Fact("libtorch", result.libtorch()),
                new Fact("Candidate", training.candidate().id()),
                new Fact("Data hash", integrity.dataHash()),
                new Fact("Model", project.workspace().model().toString()));
    }
}
