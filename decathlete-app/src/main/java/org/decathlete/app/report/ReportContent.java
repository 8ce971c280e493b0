package org.decathlete.app.report;

import java.util.List;
import org.decathlete.app.report.finals.FinalsSummary;
import org.decathlete.app.report.html.Fact;
import org.decathlete.app.report.picture.CasePicture;
import org.decathlete.app.report.selection.SelectionSummary;
import org.decathlete.core.metrics.Scores;
import org.jspecify.annotations.Nullable;

/**
 * Everything that the report says, as plain data. Text is plain text, not HTML. What is empty leaves its section out.
 *
 * @param title the dataset's name
 * @param subtitle what was made, in one line, such as the configuration and the date
 * @param request what was asked: dataset, budget, recipe, seed
 * @param data what was found in the data: cases, channels, labels, sizes, spacings
 * @param findings findings of the integrity check, one sentence each
 * @param plan the plan's numbers: patch, batch, spacing, network
 * @param explanations why the plan is as it is, one sentence each
 * @param training how the training was run and ended
 * @param curves learning curves
 * @param selection what was compared and chosen, or null where nothing was
 * @param finals what the finals of a search came to, or null where nothing was searched
 * @param scores what was measured on cases that the judged weights were not trained on, or null where nothing was
 * @param pictures the worst cases, worst first
 * @param cases which cases the model has seen
 * @param timings how long each stage took
 * @param hardware the machine
 * @param provenance hashes, versions, seeds: what is needed to make it again
 */
public record ReportContent(
        String title,
        String subtitle,
        List<Fact> request,
        List<Fact> data,
        List<String> findings,
        List<Fact> plan,
        List<String> explanations,
        List<Fact> training,
        LearningCurves curves,
        @Nullable SelectionSummary selection,
        @Nullable FinalsSummary finals,
        @Nullable Scores scores,
        List<CasePicture> pictures,
        CaseUse cases,
        List<Timing> timings,
        List<Fact> hardware,
        List<Fact> provenance) {

    public ReportContent {
        request = List.copyOf(request);
        data = List.copyOf(data);
        findings = List.copyOf(findings);
        plan = List.copyOf(plan);
        explanations = List.copyOf(explanations);
        training = List.copyOf(training);
        pictures = List.copyOf(pictures);
        timings = List.copyOf(timings);
        hardware = List.copyOf(hardware);
        provenance = List.copyOf(provenance);
    }
}
