package org.decathlete.app.selection;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BooleanSupplier;
import org.decathlete.app.project.Inspection;
import org.decathlete.app.project.Preprocessing;
import org.decathlete.app.project.Project;
import org.decathlete.app.results.Contender;
import org.decathlete.app.results.Contenders;
import org.decathlete.app.results.CrossValidation;
import org.decathlete.app.results.EnsembleValidation;
import org.decathlete.app.results.FinishedFold;
import org.decathlete.app.results.FinishedRuns;
import org.decathlete.app.shipping.SelectedModel;
import org.decathlete.app.training.PreviousPredictions;
import org.decathlete.core.dataset.Case;
import org.decathlete.core.dataset.Labels;
import org.decathlete.core.dataset.integrity.IntegrityReport;
import org.decathlete.core.postprocess.EnsembleRules;
import org.decathlete.core.postprocess.LabelPairs;
import org.decathlete.core.postprocess.PostprocessingChoice;
import org.decathlete.core.postprocess.PostprocessingRule;
import org.decathlete.core.run.DecathleteException;
import org.decathlete.core.run.Json;
import org.decathlete.core.run.Progress;
import org.decathlete.nn.tensor.Native;
import org.decathlete.nn.train.checkpoint.FinishedTraining;

/**
 * Compares the finished cross-validations of a work folder and pairs of them, decides postprocessing on what is best, and ships it.
 */
public final class Selection {
    private final SelectRequest request;
    private final Project project;
    private final BooleanSupplier stop;

    private Selection(SelectRequest request, Project project, BooleanSupplier stop) {
        this.request = request;
        this.project = project;
        this.stop = stop;
    }

    /**
     * Selects, writes {@code model/}, {@code selection.json} and {@code report.html}, and returns what was selected.
     *
     * @param stop asked now and then whether to stop in good order
     * @throws org.decathlete.core.run.DecathleteException of kind USAGE when nothing is finished
     */
    public static SelectionReport run(SelectRequest request, Progress progress, BooleanSupplier stop) {
        EnsembleRules.named(request.rule());
        Project project = Project.reopen(request.work(), request.threads(), progress);
        return new Selection(request, project, stop).run();
    }

    private SelectionReport run() {
        IntegrityReport integrity = Inspection.run(project);
        List<CrossValidation> runs = new ArrayList<>(FinishedRuns.find(project.workspace()));
        Map<String, String> leftOut = outdated(runs);
        runs.removeIf(run -> leftOut.containsKey(run.name()));
        Contenders contenders =
                Contenders.of(runs, request.folds(), request.work().toString());
        leftOut.putAll(contenders.leftOut());
        List<Contender> all = new ArrayList<>(contenders.singles());
        if (request.ensembles()) {
            all.addAll(pairs(contenders, leftOut));
        }
        Ranking ranking = Ranking.of(all);
        PostprocessingChoice choice = postprocessing(ranking.best());
        Native.load(project.progress()::say);
        String modelId = SelectedModel.ship(
                project, ranking.best(), contenders.folds(), request.rule(), choice.chosen(), integrity.dataHash());
        Labels labels = project.dataset().description().labels();
        SelectionReport report = new SelectionReport(
                SelectionReport.FORMAT,
                SelectionReport.VERSION,
                Instant.now().toString(),
                List.copyOf(contenders.folds()),
                ranking.best().ids().size(),
                request.rule(),
                ranking.rows(),
                leftOut,
                ranking.best().name(),
                ranking.reason(),
                new SelectionReport.Steps(
                        choice.chosen().describe(labels),
                        SelectionReport.orNull(choice.before().foregroundMean()),
                        SelectionReport.orNull(choice.after().foregroundMean()),
                        choice.reasons()),
                modelId,
                project.workspace().model().toString());
        Json.write(project.workspace().selection(), report);
        project.progress().say("report: " + SelectionReports.write(project, integrity, report, ranking.best()));
        return report;
    }

    /** What did not learn from the data as they are, or from the first stage as it is, with the reason and the remedy. */
    private Map<String, String> outdated(List<CrossValidation> runs) {
        Map<String, String> reasons = new LinkedHashMap<>();
        for (CrossValidation run : runs) {
            String data = Preprocessing.identity(project, run.candidate()).key();
            for (FinishedFold fold : run.folds().values()) {
                FinishedTraining training = FinishedTraining.read(fold.checkpoint());
                if (!data.equals(training.data())) {
                    reasons.put(
                            run.name(),
                            training.data() == null
                                    ? "an older version trained it and did not note on which data; give its `train` command again"
                                    : "the data changed since it was trained; give its `train` command again");
                    continue;
                }
                Set<String> cases = new TreeSet<>(training.split().train());
                cases.addAll(training.split().validation());
                try {
                    Optional<PreviousPredictions> previous =
                            PreviousPredictions.find(project, run.candidate(), run.seed(), cases);
                    if (previous.isPresent() && !previous.get().identity(cases).equals(training.previousStage())) {
                        reasons.put(
                                run.name(),
                                "its first stage was trained again since; give the `train` command of the second"
                                        + " again");
                    }
                } catch (DecathleteException e) {
                    reasons.put(run.name(), String.valueOf(e.getMessage()));
                }
            }
        }
        return reasons;
    }

    private List<Contender> pairs(Contenders contenders, Map<String, String> leftOut) {
        List<Contender> pairs = new ArrayList<>();
        List<Contender> singles = contenders.singles();
        for (int i = 0; i < singles.size(); i++) {
            for (int k = i + 1; k < singles.size(); k++) {
                List<CrossValidation> members = List.of(
                        singles.get(i).members().get(0),
                        singles.get(k).members().get(0));
                String missing = missing(members, contenders);
                if (missing.isEmpty()) {
                    pairs.add(new EnsembleValidation(project, members, contenders.folds(), request.rule()).run(stop));
                } else {
                    leftOut.put(members.get(0).name() + " + " + members.get(1).name(), missing);
                }
            }
        }
        return pairs;
    }

    /** What a pair lacks, and how to make it; empty where it lacks nothing. */
    private String missing(List<CrossValidation> members, Contenders contenders) {
        List<String> lacking = new ArrayList<>();
        for (CrossValidation member : members) {
            long count = member.withoutProbabilities(contenders.folds());
            if (count > 0) {
                Path candidate =
                        project.workspace().candidate(member.candidate().id()).resolve("candidate.json");
                lacking.add(member.name() + " has no probabilities of " + count
                        + " validation cases; give its `train` command "
                        + "again (--candidate " + candidate + " --seed " + member.seed() + " --folds "
                        + Contenders.text(contenders.folds())
                        + ") with --save-probabilities: what is trained stays, only they are predicted");
            }
        }
        return String.join("; ", lacking);
    }

    private PostprocessingChoice postprocessing(Contender chosen) {
        Map<String, Path> references = new TreeMap<>();
        for (Case one : project.dataset().cases()) {
            one.label().filter(Files::exists).ifPresent(label -> references.put(one.id(), label));
        }
        return PostprocessingRule.decide(
                LabelPairs.ofFiles(chosen.predictions(), references),
                project.dataset().description().labels(),
                request.threads(),
                project.progress());
    }
}
