package org.decathlete.app.finals;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;
import org.decathlete.app.project.Inspection;
import org.decathlete.app.project.Project;
import org.decathlete.app.report.finals.FinalsSummary;
import org.decathlete.app.reporting.OutcomeText;
import org.decathlete.app.results.Contender;
import org.decathlete.app.results.Contenders;
import org.decathlete.app.results.JudgedModel;
import org.decathlete.app.results.RunOutcome;
import org.decathlete.app.selection.FinalsFile;
import org.decathlete.app.selection.Ranking;
import org.decathlete.app.selection.SelectionReport;
import org.decathlete.app.selection.SelectionReports;
import org.decathlete.app.shipping.SelectedModel;
import org.decathlete.app.shipping.Shipping;
import org.decathlete.core.dataset.integrity.IntegrityReport;
import org.decathlete.core.metrics.CaseScores;
import org.decathlete.core.metrics.Scores;
import org.decathlete.core.postprocess.MeanRule;
import org.decathlete.core.postprocess.Postprocessing;
import org.decathlete.core.run.Json;
import org.decathlete.core.run.Workspace;
import org.decathlete.nn.tensor.Native;

/** Ships what finals have chosen, and writes the report about it. */
final class FinalsShipping {
    private final Project project;
    private final SortedSet<Integer> folds;
    private final BooleanSupplier stop;

    FinalsShipping(Project project, SortedSet<Integer> folds, BooleanSupplier stop) {
        this.project = project;
        this.folds = folds;
        this.stop = stop;
    }

    /**
     * Writes {@code model/}, {@code selection.json}, {@code finals.json} and {@code report.html}. A model that was shipped for the same
     * finals stays as it is.
     *
     * @param models best first; the first is shipped
     * @param summary about the same models
     * @param known whether the finals had come to their end before: what {@code select} chose since then, which knows of them, is kept
     */
    RunOutcome ship(List<JudgedModel> models, FinalsSummary summary, boolean known) {
        IntegrityReport integrity = Inspection.run(project);
        Contender chosen = models.get(0).contender();
        if (known && isSelectedSince()) {
            project.progress().say("model: what `select` chose is kept; the figures here are of what the finals chose");
        } else if (!isShipped(summary)) {
            ship(models, chosen, summary, integrity.dataHash());
        }
        Path report = SelectionReports.write(project, integrity, stop);
        RunOutcome outcome = RunOutcome.chosen(
                project, restricted(chosen, summary.heldBackCases()), Contenders.text(folds), summary, report);
        OutcomeText.lines(outcome).forEach(project.progress()::say);
        return outcome;
    }

    /** A selection that no finals made. */
    private boolean isSelectedSince() {
        Workspace workspace = project.workspace();
        return Files.exists(workspace.selection())
                && Files.isDirectory(workspace.model())
                && FinalsFile.find(workspace, selectedModel(workspace)).isEmpty();
    }

    private static String selectedModel(Workspace workspace) {
        return Json.read(workspace.selection()).path("modelId").asString("");
    }

    private boolean isShipped(FinalsSummary summary) {
        Workspace workspace = project.workspace();
        if (!Files.exists(workspace.selection()) || !Files.isDirectory(workspace.model())) {
            return false;
        }
        return FinalsFile.find(workspace, selectedModel(workspace)).equals(Optional.of(summary));
    }

    private void ship(List<JudgedModel> models, Contender chosen, FinalsSummary summary, String dataHash) {
        Native.load(project.progress()::say);
        List<Contender> compared = models.stream()
                .map(one -> restricted(one.contender(), summary.selectionCases()))
                .toList();
        // A kill from here on must not leave a model beside what another one was selected by.
        Shipping.forget(project.workspace().selection());
        String modelId = SelectedModel.ship(project, chosen, folds, MeanRule.NAME, Postprocessing.NONE, dataHash);
        Ranking ranking = new Ranking(compared);
        Double dice = summary.chosen().selectionDice();
        SelectionReport report = new SelectionReport(
                SelectionReport.FORMAT,
                SelectionReport.VERSION,
                Instant.now().toString(),
                List.copyOf(folds),
                summary.selectionCases().size(),
                MeanRule.NAME,
                ranking.rows(),
                Map.of(),
                chosen.name(),
                summary.reason(),
                new SelectionReport.Steps(
                        Postprocessing.NONE.describe(
                                project.dataset().description().labels()),
                        dice,
                        dice,
                        List.of("Nothing was tried: it would have been decided on the cases kept aside, too.")),
                modelId,
                project.workspace().model().toString());
        // The model belongs to both files: what is written last is what says that all is done.
        FinalsFile.write(project.workspace(), modelId, summary);
        Json.write(project.workspace().selection(), report);
    }

    /** What a contender says about some of its cases. */
    private static Contender restricted(Contender whole, List<String> ids) {
        Scores scores = whole.scores();
        List<CaseScores> cases = new ArrayList<>(scores.cases());
        cases.removeIf(one -> !ids.contains(one.id()));
        TreeMap<String, Path> predictions = new TreeMap<>(whole.predictions());
        predictions.keySet().retainAll(ids);
        return new Contender(
                whole.members(),
                new Scores(scores.settings(), scores.classNames(), cases, List.of(), List.of()),
                predictions);
    }
}
