package org.decathlete.app.selection;

import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.decathlete.app.project.Project;
import org.decathlete.app.report.CaseUse;
import org.decathlete.app.report.LearningCurves;
import org.decathlete.app.report.ReportContent;
import org.decathlete.app.report.ReportWriter;
import org.decathlete.app.report.chart.Curve;
import org.decathlete.app.report.finals.FinalsSummary;
import org.decathlete.app.report.html.Fact;
import org.decathlete.app.report.selection.SelectionSummary;
import org.decathlete.app.reporting.RecipeText;
import org.decathlete.app.reporting.ReportFacts;
import org.decathlete.app.results.Contender;
import org.decathlete.app.results.Contenders;
import org.decathlete.app.results.CrossValidation;
import org.decathlete.app.results.MetricsFile;
import org.decathlete.core.candidate.Candidate;
import org.decathlete.core.dataset.integrity.Finding;
import org.decathlete.core.dataset.integrity.IntegrityReport;
import org.decathlete.core.plan.Plans;
import org.decathlete.core.run.Host;
import org.decathlete.nn.train.checkpoint.FinishedTraining;
import org.jspecify.annotations.Nullable;

/**
 * Tells in {@code report.html} what was compared and chosen, how the parts of the model were trained, and what the chosen one does on
 * every case of the compared folds.
 *
 * @param project the work folder
 * @param integrity what the check of the data found
 * @param plans the plans
 * @param selection what was selected
 * @param chosen the chosen contender
 */
record SelectionReporting(
        Project project, IntegrityReport integrity, Plans plans, SelectionReport selection, Contender chosen) {

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
                chosen.name() + ", folds " + Contenders.text(selection.folds()) + ", "
                        + LocalDate.now(ZoneId.systemDefault()),
                List.of(
                        new Fact("Dataset", project.dataset().root().toString()),
                        new Fact("Folds", Contenders.text(selection.folds())),
                        new Fact("Ensemble rule", selection.rule())),
                facts.data(),
                integrity.findings().stream().map(Finding::toString).toList(),
                ofMembers(facts),
                plans.explanations(),
                trained(),
                curves(),
                summary(facts),
                finals().orElse(null),
                chosen.scores(),
                facts.pictures(chosen.scores(), chosen.predictions()),
                cases(),
                facts.timings(),
                ReportFacts.hardware(),
                provenance());
    }

    /** What the model was chosen by, where those were the finals of a search. */
    private Optional<FinalsSummary> finals() {
        return FinalsFile.find(project.workspace(), selection.modelId());
    }

    private List<Fact> ofMembers(ReportFacts facts) {
        List<Fact> all = new ArrayList<>();
        for (CrossValidation member : chosen.members()) {
            String place = chosen.members().size() > 1 ? member.name() + ": " : "";
            facts.plan(member.candidate()).forEach(fact -> all.add(new Fact(place + fact.name(), fact.value())));
        }
        return all;
    }

    private List<Fact> trained() {
        List<Fact> facts = new ArrayList<>();
        for (CrossValidation member : chosen.members()) {
            Candidate candidate = member.candidate();
            facts.add(new Fact("Recipe of " + member.name(), RecipeText.name(candidate.recipe())));
            for (int number : selection.folds()) {
                FinishedTraining training =
                        FinishedTraining.read(member.fold(number).checkpoint());
                facts.add(new Fact(
                        "Fold " + number + " of " + member.name(),
                        String.format(
                                Locale.ROOT,
                                "%d iterations, %.0f s active, on %d cases",
                                training.iterations(),
                                training.activeSeconds(),
                                training.split().train().size())));
            }
        }
        facts.add(new Fact("Shipped weights", "checkpoint_final of every fold named here, the end of its schedule"));
        return facts;
    }

    private LearningCurves curves() {
        List<Curve> averages = new ArrayList<>();
        for (CrossValidation member : chosen.members()) {
            for (int number : selection.folds()) {
                MetricsFile metrics =
                        new MetricsFile(member.fold(number).folder().resolve("metrics.jsonl"));
                metrics.curves(List.of())
                        .movingAverage()
                        .forEach(curve -> averages.add(
                                new Curve(member.name() + ", fold " + number + ", moving average", curve.points())));
            }
        }
        return new LearningCurves(List.of(), List.of(), averages, List.of());
    }

    private SelectionSummary summary(ReportFacts facts) {
        List<String> classNames = facts.classNames();
        List<SelectionSummary.Row> rows = selection.contenders().stream()
                .map(row -> new SelectionSummary.Row(
                        row.name(),
                        estimate(row.dice()),
                        estimate(row.behindChosen()),
                        classNames.stream()
                                .map(name -> number(row.dicePerClass().get(name)))
                                .toList()))
                .toList();
        SelectionReport.Steps steps = selection.postprocessing();
        return new SelectionSummary(
                "Measured on " + selection.cases() + " cases of folds " + Contenders.text(selection.folds())
                        + ", each predicted by parts that were not trained on it. Intervals come from resampling these cases; "
                        + "the differences are between figures of the same cases.",
                selection.contenders().get(0).dice().level(),
                classNames,
                rows,
                selection.reason(),
                selection.leftOut().entrySet().stream()
                        .map(entry -> entry.getKey() + ": " + entry.getValue())
                        .toList(),
                new SelectionSummary.Postprocessing(
                        steps.words(), number(steps.diceBefore()), number(steps.diceAfter()), steps.tried()));
    }

    private static SelectionSummary.Estimate estimate(SelectionReport.Interval interval) {
        return new SelectionSummary.Estimate(
                number(interval.estimate()), number(interval.low()), number(interval.high()));
    }

    private static double number(@Nullable Double value) {
        return value == null ? Double.NaN : value;
    }

    private CaseUse cases() {
        Set<String> seen = new TreeSet<>();
        for (CrossValidation member : chosen.members()) {
            for (int number : selection.folds()) {
                seen.addAll(FinishedTraining.read(member.fold(number).checkpoint())
                        .split()
                        .train());
            }
        }
        List<String> unseen =
                project.ids().stream().filter(id -> !seen.contains(id)).toList();
        FinalsSummary finals = finals().orElse(null);
        if (finals != null) {
            return new CaseUse(
                    "The model was trained on " + seen.size() + " cases. Of those that it is judged on here, "
                            + finals.selectionCases().size() + " chose it ("
                            + String.join(", ", finals.selectionCases())
                            + "), which flatters it there; the other "
                            + finals.heldBackCases().size()
                            + " were kept aside, and no part of the model was trained or chosen on them.",
                    finals.heldBackCases(),
                    List.copyOf(seen));
        }
        return new CaseUse(
                "Every case of the results was judged by parts of the model that were not trained on it, one fold at a time. The model "
                        + "that is shipped joins all folds: "
                        + (unseen.isEmpty()
                                ? "some part of it has seen each case."
                                : "no part of it has seen " + unseen.size() + " cases."),
                unseen,
                List.copyOf(seen));
    }

    private List<Fact> provenance() {
        List<Fact> facts = new ArrayList<>();
        facts.add(new Fact("Decathlete", Host.current().version()));
        chosen.members()
                .forEach(member ->
                        facts.add(new Fact("Candidate, seed", member.candidate().id() + ", " + member.seed())));
        facts.add(new Fact("Data hash", integrity.dataHash()));
        facts.add(new Fact("Model", selection.modelId() + " in " + selection.model()));
        return facts;
    }
}
