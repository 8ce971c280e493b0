package org.decathlete.core.metrics;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.decathlete.core.dataset.Labels;
import org.decathlete.core.io.VolumeFiles;
import org.decathlete.core.run.DecathleteException;
import org.decathlete.core.run.ErrorKind;
import org.decathlete.core.run.Progress;
import org.decathlete.core.volume.LabelVolume;

/** Compares predictions with references. */
public final class Evaluator {
    /** More label values than this and a volume is an image, not a segmentation. */
    private static final int MOST_LABELS = 1000;

    private static final Path IN_MEMORY = Path.of("(in memory)");

    private final Labels labels;
    private final EvaluationSettings settings;

    private Evaluator(Labels labels, EvaluationSettings settings) {
        this.labels = labels;
        this.settings = settings;
    }

    /**
     * Compares every volume of a folder with the one of the same name in another. A case that fails is listed in the result and
     * does not stop the others; references without a prediction are listed too.
     *
     * @param predictions folder of label maps
     * @param reference folder of label maps
     * @param labels classes and regions to judge and the label to ignore; label values that it does not declare count as
     *     background
     * @param threads number of cases worked on at a time; each holds two label maps and the surroundings of one class
     * @throws DecathleteException of kind DATA where a folder is absent or no prediction has a reference
     */
    public static Scores evaluate(
            Path predictions,
            Path reference,
            Labels labels,
            EvaluationSettings settings,
            int threads,
            Progress progress) {
        NavigableMap<String, Path> predicted = volumes(predictions);
        NavigableMap<String, Path> references = volumes(reference);
        if (predicted.keySet().stream().noneMatch(references::containsKey)) {
            throw DecathleteException.data("No label map in " + predictions + " (" + predicted.size()
                    + " found) has the name of one in " + reference + " (" + references.size()
                    + " found). A prediction must be named as its reference, such as case_001.nii.gz.");
        }
        TreeSet<String> unpredicted = new TreeSet<>(references.keySet());
        unpredicted.removeAll(predicted.keySet());
        if (!unpredicted.isEmpty()) {
            progress.say(unpredicted.size() + " of " + references.size() + " references have no prediction, such as "
                    + unpredicted.first() + "; they are not judged.");
        }
        return new Evaluator(labels, settings).all(predicted, references, List.copyOf(unpredicted), threads, progress);
    }

    /**
     * Compares two label maps of the same size, in the reference's spacing.
     *
     * @return scores by class key in declared order: {@code 1} for a label, {@code (1, 2)} for a region
     * @throws DecathleteException of kind DATA where the sizes differ
     */
    public static Map<String, ClassScores> evaluateCase(
            LabelVolume prediction, LabelVolume reference, Labels labels, EvaluationSettings settings) {
        GeometryCheck.differences(IN_MEMORY, prediction.grid(), IN_MEMORY, reference.grid());
        return CaseEvaluation.of(prediction, reference, labels, settings).classes();
    }

    /**
     * Counts the voxels that two label maps of the same size share, class by class; surfaces are not looked at.
     *
     * @return by class key in declared order
     * @throws DecathleteException of kind DATA where the sizes differ
     */
    public static Map<String, Overlap> overlaps(LabelVolume prediction, LabelVolume reference, Labels labels) {
        GeometryCheck.differences(IN_MEMORY, prediction.grid(), IN_MEMORY, reference.grid());
        LabelCounts counts = new LabelCounts(reference.grid().size(), prediction.labels(), reference.labels(), labels);
        Map<String, Overlap> overlaps = new LinkedHashMap<>();
        for (List<Integer> region : labels.regions()) {
            overlaps.put(ClassKey.of(region), counts.overlap(region));
        }
        return overlaps;
    }

    /**
     * The labels that the label maps of a folder hold, for references without a dataset.json. Each becomes a class named by its
     * number.
     *
     * @throws DecathleteException of kind DATA where a volume is no label map
     */
    public static Labels labelsIn(Path folder) {
        TreeSet<Integer> values = new TreeSet<>();
        for (Path file : volumes(folder).values()) {
            for (short label : VolumeFiles.readLabels(file).labels()) {
                if (label > 0 && values.add((int) label) && values.size() > MOST_LABELS) {
                    throw DecathleteException.data(file + " holds more than " + MOST_LABELS
                            + " label values; it looks like an image. Name the folder of the label maps.");
                }
            }
        }
        List<Labels.Entry> entries = new ArrayList<>();
        entries.add(new Labels.Entry("background", List.of(0)));
        values.forEach(value -> entries.add(new Labels.Entry(String.valueOf(value), List.of(value))));
        return new Labels(entries, List.of(), null);
    }

    /**
     * Judges predicted files against reference files of the same case.
     *
     * @param predictions predicted label map by case
     * @param references reference label map by case
     */
    public static Scores evaluate(
            Map<String, Path> predictions,
            Map<String, Path> references,
            Labels labels,
            EvaluationSettings settings,
            int threads,
            Progress progress) {
        return new Evaluator(labels, settings)
                .all(new TreeMap<>(predictions), new TreeMap<>(references), List.of(), threads, progress);
    }

    private Scores all(
            NavigableMap<String, Path> predicted,
            NavigableMap<String, Path> references,
            List<String> unpredicted,
            int threads,
            Progress progress) {
        ExecutorService executor = Executors.newFixedThreadPool(Math.max(1, threads));
        try (Progress.Stage stage = progress.start("Comparing with the reference", predicted.size())) {
            Map<String, Future<CaseScores>> futures = new LinkedHashMap<>();
            predicted.forEach((id, file) -> futures.put(id, executor.submit(() -> {
                try {
                    return judge(id, file, references);
                } finally {
                    stage.advance(1, id);
                }
            })));
            List<CaseScores> cases = new ArrayList<>();
            List<FailedCase> failed = new ArrayList<>();
            for (Map.Entry<String, Future<CaseScores>> entry : futures.entrySet()) {
                collect(entry.getKey(), entry.getValue(), cases, failed);
            }
            return new Scores(settings, classNames(), cases, failed, unpredicted);
        } finally {
            executor.shutdownNow();
        }
    }

    private CaseScores judge(String id, Path predictionFile, NavigableMap<String, Path> references) {
        Path referenceFile = references.get(id);
        if (referenceFile == null) {
            throw DecathleteException.data("The prediction " + predictionFile + " has no reference.");
        }
        LabelVolume prediction = VolumeFiles.readLabels(predictionFile);
        LabelVolume reference = VolumeFiles.readLabels(referenceFile);
        List<String> warnings = new ArrayList<>(
                GeometryCheck.differences(predictionFile, prediction.grid(), referenceFile, reference.grid()));
        CaseEvaluation.Result result = CaseEvaluation.of(prediction, reference, labels, settings);
        if (!result.undeclared().isEmpty()) {
            warnings.add("Label values that are not declared count as background: " + result.undeclared() + ".");
        }
        return new CaseScores(id, predictionFile.toString(), referenceFile.toString(), result.classes(), warnings);
    }

    private static void collect(String id, Future<CaseScores> future, List<CaseScores> cases, List<FailedCase> failed) {
        try {
            cases.add(future.get());
        } catch (ExecutionException e) {
            Throwable cause = e.getCause() == null ? e : e.getCause();
            String reason =
                    cause instanceof DecathleteException ? String.valueOf(cause.getMessage()) : id + ": " + cause;
            failed.add(new FailedCase(id, reason));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new DecathleteException(
                    ErrorKind.INTERRUPTED, "The evaluation was interrupted; run the same command again.", e);
        }
    }

    private Map<String, String> classNames() {
        Map<String, String> names = new LinkedHashMap<>();
        for (List<Integer> region : labels.regions()) {
            names.put(ClassKey.of(region), labels.name(region));
        }
        return names;
    }

    private static NavigableMap<String, Path> volumes(Path folder) {
        if (!Files.isDirectory(folder)) {
            throw DecathleteException.data(folder + " is not a folder; name the one that holds the label maps.");
        }
        NavigableMap<String, Path> volumes = new TreeMap<>();
        try (Stream<Path> files = Files.list(folder)) {
            files.filter(VolumeFiles::isVolume)
                    .filter(file -> !file.getFileName().toString().startsWith("."))
                    .forEach(file -> volumes.put(VolumeFiles.stem(file), file));
        } catch (IOException e) {
            throw DecathleteException.data(folder + " cannot be listed (" + e + ").", e);
        }
        return volumes;
    }
}
