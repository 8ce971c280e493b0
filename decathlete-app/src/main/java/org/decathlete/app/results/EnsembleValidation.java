package org.decathlete.app.results;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import org.decathlete.app.project.Project;
import org.decathlete.core.dataset.Case;
import org.decathlete.core.dataset.Labels;
import org.decathlete.core.io.VolumeFiles;
import org.decathlete.core.metrics.EvaluationSettings;
import org.decathlete.core.metrics.Evaluator;
import org.decathlete.core.metrics.Scores;
import org.decathlete.core.metrics.SummaryFile;
import org.decathlete.core.postprocess.EnsembleRules;
import org.decathlete.core.postprocess.StoredProbabilities;
import org.decathlete.core.preprocess.restoration.ProbabilityJoin;
import org.decathlete.core.run.DecathleteException;
import org.decathlete.core.run.ErrorKind;
import org.decathlete.core.run.Hash;
import org.decathlete.core.run.Json;
import org.decathlete.core.run.Progress;
import org.decathlete.core.volume.LabelVolume;

/**
 * Judges an ensemble on the cases of a cross-validation: joins the probabilities of its members, case by case, and evaluates the
 * label maps. What was done for the same trainings is not done again.
 *
 * @param project the work folder
 * @param members at least two, whose probabilities are all there
 * @param folds the folds
 * @param rule name of the ensemble rule
 */
public record EnsembleValidation(
        Project project, List<CrossValidation> members, SortedSet<Integer> folds, String rule) {
    private static final String FORMAT = "decathlete-ensemble-validation";
    private static final int VERSION = 1;

    private record Inputs(String format, int version, String rule, String inputs) {}

    /**
     * The ensemble as a contender.
     *
     * @param stop asked before each case whether to stop
     * @throws DecathleteException of kind INTERRUPTED after a stop; DATA where probabilities do not fit the case
     */
    public Contender run(BooleanSupplier stop) {
        Path summary = folder().resolve("summary.json");
        Path manifest = folder().resolve("ensemble.json");
        String inputs = inputs();
        boolean done = Files.exists(manifest)
                && Files.exists(summary)
                && Json.read(manifest, Inputs.class).equals(new Inputs(FORMAT, VERSION, rule, inputs));
        if (!done) {
            predict(stop);
            SummaryFile.write(summary, evaluate());
            Json.write(manifest, new Inputs(FORMAT, VERSION, rule, inputs));
        }
        return new Contender(members, SummaryFile.read(summary), predictions());
    }

    private Path folder() {
        return project.workspace()
                .ensemble(members.stream().map(CrossValidation::name).collect(Collectors.joining("+")));
    }

    /** The members' summaries name each judged case and its counts: another training has others. */
    private String inputs() {
        List<String> texts = new ArrayList<>(List.of(rule));
        for (CrossValidation member : members) {
            for (int fold : folds) {
                texts.add(member.name() + " " + fold);
                texts.add(Json.canonical(SummaryFile.json(member.fold(fold).scores())));
            }
        }
        return Hash.of(texts.toArray(String[]::new));
    }

    private SortedMap<String, Path> predictions() {
        SortedMap<String, Path> files = new TreeMap<>();
        members.get(0).predictions(folds).keySet().forEach(id -> files.put(id, folder().resolve(id + ".nii.gz")));
        return files;
    }

    private void predict(BooleanSupplier stop) {
        SortedMap<String, Path> grids = members.get(0).predictions(folds);
        List<SortedMap<String, Path>> probabilities =
                members.stream().map(member -> member.probabilities(folds)).toList();
        try (Progress.Stage stage = project.progress().start("joining probabilities", grids.size())) {
            for (Map.Entry<String, Path> one : grids.entrySet()) {
                if (stop.getAsBoolean()) {
                    throw new DecathleteException(
                            ErrorKind.INTERRUPTED, "stopped while joining probabilities; give the same command again");
                }
                List<Path> files = probabilities.stream()
                        .map(each -> Objects.requireNonNull(each.get(one.getKey())))
                        .toList();
                predict(one.getKey(), one.getValue(), files);
                stage.advance(1, one.getKey());
            }
        }
    }

    /** Writes the ensemble's label map beside the geometry of a member's. */
    private void predict(String id, Path grid, List<Path> probabilities) {
        LabelVolume single = VolumeFiles.readLabels(grid);
        List<StoredProbabilities> open = new ArrayList<>();
        try {
            probabilities.forEach(file -> open.add(StoredProbabilities.open(file)));
            open.forEach(one -> requireFit(id, single, one));
            VolumeFiles.write(
                    folder().resolve(id + ".nii.gz"),
                    new ProbabilityJoin(open, EnsembleRules.named(rule), labels(), project.threads())
                            .labels(single.grid(), single.header()));
        } finally {
            open.forEach(StoredProbabilities::close);
        }
    }

    private void requireFit(String id, LabelVolume single, StoredProbabilities one) {
        if (!Arrays.equals(one.size(), single.grid().size()) || one.classes() != labels().outputs()) {
            throw DecathleteException.data("case " + id + ": probabilities of " + one.classes() + " classes on "
                    + Arrays.toString(one.size()) + " voxels (z, y, x) do not fit the prediction on "
                    + Arrays.toString(single.grid().size())
                    + "; delete the files *.probabilities of its fold and train with --save-probabilities again");
        }
    }

    private Labels labels() {
        return project.dataset().description().labels();
    }

    private Scores evaluate() {
        Map<String, Path> references = new TreeMap<>();
        for (Case one : project.dataset().cases()) {
            one.label().ifPresent(label -> references.put(one.id(), label));
        }
        Scores scores = Evaluator.evaluate(
                predictions(),
                references,
                labels(),
                EvaluationSettings.standard(),
                project.threads(),
                project.progress());
        scores.requireComplete();
        return scores;
    }
}
