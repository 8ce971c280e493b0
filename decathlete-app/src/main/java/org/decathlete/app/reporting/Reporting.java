package org.decathlete.app.reporting;

import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.decathlete.app.project.Project;
import org.decathlete.app.report.CaseUse;
import org.decathlete.app.report.LearningCurves;
import org.decathlete.app.report.ReportContent;
import org.decathlete.app.report.ReportWriter;
import org.decathlete.app.report.chart.Curve;
import org.decathlete.app.report.html.Fact;
import org.decathlete.app.shipping.TrainingEvents;
import org.decathlete.app.training.FoldTraining;
import org.decathlete.app.training.TrainedFold;
import org.decathlete.app.training.Validation;
import org.decathlete.core.candidate.Candidate;
import org.decathlete.core.dataset.Case;
import org.decathlete.core.dataset.integrity.Finding;
import org.decathlete.core.dataset.integrity.IntegrityReport;
import org.decathlete.core.metrics.CaseScores;
import org.decathlete.core.metrics.Scores;
import org.decathlete.core.plan.Plans;
import org.decathlete.core.run.Host;

/**
 * Tells in {@code report.html} what a run or the training of several folds did and found.
 *
 * @param project the work folder
 * @param integrity what the check of the data found
 * @param plans the plans
 * @param folds folds of one candidate, trained with one seed; at least one
 */
record Reporting(Project project, IntegrityReport integrity, Plans plans, List<TrainedFold> folds) {

    /** Writes the report and returns where it is. */
    Path write() {
        Path file = project.workspace().report();
        ReportWriter.write(file, content());
        return file;
    }

    /** Scores of all cases that were judged by a fold that was not trained on them; of all cases where there is only fold {@code all}. */
    static Scores judged(List<TrainedFold> folds) {
        List<TrainedFold> counted = counted(folds);
        List<CaseScores> cases = new ArrayList<>();
        counted.forEach(one -> cases.addAll(one.scores().cases()));
        cases.sort(Comparator.comparing(CaseScores::id));
        Scores first = counted.get(0).scores();
        return counted.size() == 1
                ? first
                : new Scores(first.settings(), first.classNames(), cases, List.of(), List.of());
    }

    private static List<TrainedFold> counted(List<TrainedFold> folds) {
        List<TrainedFold> apart =
                folds.stream().filter(one -> !one.judgesItself()).toList();
        return apart.isEmpty() ? folds.subList(0, 1) : apart;
    }

    private ReportContent content() {
        ReportFacts facts = new ReportFacts(project, plans);
        Scores scores = judged(folds);
        return new ReportContent(
                project.dataset().description().name(),
                candidate().configuration() + (folds.size() == 1 ? ", fold " : ", folds ") + TrainedReports.names(folds)
                        + ", " + LocalDate.now(ZoneId.systemDefault()),
                request(),
                facts.data(),
                integrity.findings().stream().map(Finding::toString).toList(),
                facts.plan(candidate()),
                plans.explanations(),
                trained(),
                curves(facts.classNames()),
                null,
                null,
                scores,
                facts.pictures(scores, predictions()),
                cases(),
                facts.timings(),
                ReportFacts.hardware(),
                provenance());
    }

    private Candidate candidate() {
        return folds.get(0).training().candidate();
    }

    private List<Fact> request() {
        FoldTraining training = folds.get(0).training();
        return List.of(
                new Fact("Dataset", project.dataset().root().toString()),
                new Fact("Time", folds.get(0).plan().asked()),
                new Fact("Recipe", RecipeText.name(candidate().recipe())),
                new Fact("Device", training.engine().device()),
                new Fact("Precision", training.engine().precision()),
                new Fact("Seed", String.valueOf(training.engine().seed())));
    }

    private List<Fact> trained() {
        List<Fact> facts = new ArrayList<>();
        for (TrainedFold one : folds) {
            String place = folds.size() == 1 ? "" : ", fold " + one.training().fold();
            facts.add(new Fact("Planned" + place, one.plan().training().toString()));
            facts.add(new Fact(
                    "Done" + place,
                    String.format(
                            Locale.ROOT,
                            "%d iterations in %d epochs, %.0f s active",
                            one.result().iterations(),
                            one.result().epochs(),
                            one.result().activeSeconds())));
            facts.add(new Fact(
                    "Restarts after divergence" + place,
                    String.valueOf(one.result().divergences())));
            TrainingEvents.facts(one.result()).forEach(fact -> facts.add(new Fact(fact.name() + place, fact.value())));
        }
        facts.addAll(RecipeText.facts(candidate()));
        facts.add(new Fact("Shipped weights", "checkpoint_final, the end of the schedule"));
        return facts;
    }

    /** All curves of one fold; of several their moving averages. */
    private LearningCurves curves(List<String> classNames) {
        if (folds.size() == 1) {
            return folds.get(0).metrics().curves(classNames);
        }
        List<Curve> averages = new ArrayList<>();
        for (TrainedFold one : folds) {
            one.metrics()
                    .curves(List.of())
                    .movingAverage()
                    .forEach(curve -> averages.add(
                            new Curve("fold " + one.training().fold() + ", moving average", curve.points())));
        }
        return new LearningCurves(List.of(), List.of(), averages, List.of());
    }

    private SortedMap<String, Path> predictions() {
        SortedMap<String, Path> files = new TreeMap<>();
        for (TrainedFold fold : counted(folds)) {
            for (Case one : project.dataset().cases()) {
                if (fold.training().split().validation().contains(one.id())) {
                    files.put(one.id(), Validation.prediction(fold.training().folder(), one));
                }
            }
        }
        return files;
    }

    private CaseUse cases() {
        SortedSet<String> seen = new TreeSet<>();
        folds.forEach(one -> seen.addAll(one.training().split().train()));
        List<String> unseen =
                project.ids().stream().filter(id -> !seen.contains(id)).toList();
        int judged = counted(folds).stream()
                .mapToInt(one -> one.training().split().validation().size())
                .sum();
        boolean ended = folds.stream().anyMatch(one -> one.result().endedByScores());
        String statement;
        if (counted(folds).get(0).judgesItself()) {
            statement =
                    "The model was trained on all cases, those that it is judged on among them: the figures say nothing"
                            + " about new patients.";
        } else if (folds.size() == 1) {
            statement = "The model was trained on " + seen.size() + " cases. The " + judged
                    + " cases that it is judged on here were not among them; " + TrainingEvents.watching(ended)
                    + ". The weights that are shipped are those at the end of the schedule, not the best on them.";
        } else {
            statement =
                    "Each of the " + judged + " results is of a case that the fold which judged it was not trained on"
                            + (ended ? "; " + TrainingEvents.watching(true) : "")
                            + ". The model that is shipped joins all folds: "
                            + (unseen.isEmpty()
                                    ? "some part of it has seen each case."
                                    : "no part of it has seen " + unseen.size() + " cases.");
        }
        return new CaseUse(statement, unseen, List.copyOf(seen));
    }

    private List<Fact> provenance() {
        return List.of(
                new Fact("Decathlete", Host.current().version()),
                new Fact("libtorch", folds.get(0).result().libtorch()),
                new Fact("Candidate", candidate().id()),
                new Fact("Data hash", integrity.dataHash()),
                new Fact("Model", project.workspace().model().toString()));
    }
}
