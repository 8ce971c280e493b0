package org.decathlete.core.metrics;

import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.decathlete.core.run.DecathleteException;
import org.decathlete.core.run.Json;
import org.jspecify.annotations.Nullable;

/**
 * Scores as {@code summary.json} in nnU-Net's layout: {@code foreground_mean}, {@code mean} by class key, and
 * {@code metric_per_case} with {@code metrics} by class key, {@code prediction_file} and {@code reference_file}; each set of
 * metrics has {@code Dice IoU TP FP FN TN n_pred n_ref}. Beyond nnU-Net a set has {@code HD95} and {@code ASSD} in mm and
 * {@code SurfaceDice_1mm} and the like, one per tolerance, and the object {@code decathlete} says how the numbers came about.
 * What has no value is {@code null}.
 */
public final class SummaryFile {
    static final String FORMAT = "decathlete-summary";
    static final int VERSION = 1;
    static final String OWN = "decathlete";
    static final String SURFACE_DICE = "SurfaceDice_";

    private SummaryFile() {}

    /** Writes scores, atomically. */
    public static void write(Path file, Scores scores) {
        Json.write(file, json(scores));
    }

    /**
     * Reads scores, also of nnU-Net's own file, with its bare NaN; the metrics that it lacks are NaN.
     *
     * @throws DecathleteException of kind DATA where the file is no summary or made by a newer version
     */
    public static Scores read(Path file) {
        return new SummaryReader(file).read();
    }

    /** What {@link #write} writes, as maps and lists, keys sorted as nnU-Net sorts them. */
    public static Map<String, Object> json(Scores scores) {
        List<Double> tolerances = scores.settings().tolerances();
        Map<String, Object> root = new TreeMap<>();
        root.put(OWN, own(scores));
        root.put("foreground_mean", mean(scores.foregroundMean(), tolerances));
        Map<String, Object> means = new LinkedHashMap<>();
        scores.means().forEach((key, mean) -> means.put(key, mean(mean, tolerances)));
        root.put("mean", means);
        List<Object> cases = new ArrayList<>();
        for (CaseScores one : scores.cases()) {
            Map<String, Object> metrics = new LinkedHashMap<>();
            one.classes().forEach((key, of) -> metrics.put(key, one(of, tolerances)));
            Map<String, Object> entry = new TreeMap<>();
            entry.put("metrics", metrics);
            entry.put("prediction_file", one.predictionFile());
            entry.put("reference_file", one.referenceFile());
            cases.add(entry);
        }
        root.put("metric_per_case", cases);
        return root;
    }

    /** Name of surface Dice at a tolerance in mm. */
    static String surfaceDiceKey(double tolerance) {
        return SURFACE_DICE + BigDecimal.valueOf(tolerance).stripTrailingZeros().toPlainString() + "mm";
    }

    private static Map<String, Object> own(Scores scores) {
        Map<String, Object> own = new LinkedHashMap<>();
        own.put("format", FORMAT);
        own.put("version", VERSION);
        own.put("definition", scores.settings().definition().key());
        own.put("definition_in_words", scores.settings().definition().description());
        own.put("tolerances_mm", scores.settings().tolerances());
        own.put("empty_masks", Scores.EMPTY_MASKS);
        own.put("class_names", scores.classNames());
        own.put("cases", scores.cases().stream().map(CaseScores::id).toList());
        Map<String, Object> coverage = new LinkedHashMap<>();
        scores.coverage().forEach((key, one) -> coverage.put(key, coverage(one)));
        own.put("coverage", coverage);
        Map<String, List<String>> warnings = new LinkedHashMap<>();
        scores.cases().stream()
                .filter(one -> !one.warnings().isEmpty())
                .forEach(one -> warnings.put(one.id(), one.warnings()));
        own.put("warnings", warnings);
        own.put("failed", scores.failed());
        own.put("references_without_prediction", scores.unpredicted());
        return own;
    }

    private static Map<String, Object> coverage(Coverage coverage) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("compared", coverage.compared());
        map.put("both_empty", coverage.bothEmpty());
        map.put("prediction_empty", coverage.predictionEmpty());
        map.put("reference_empty", coverage.referenceEmpty());
        return map;
    }

    private static Map<String, Object> one(ClassScores scores, List<Double> tolerances) {
        Overlap overlap = scores.overlap();
        Map<String, Object> map =
                ratios(scores.dice(), scores.iou(), scores.hd95(), scores.assd(), scores.surfaceDice(), tolerances);
        map.put("TP", overlap.truePositives());
        map.put("FP", overlap.falsePositives());
        map.put("FN", overlap.falseNegatives());
        map.put("TN", overlap.trueNegatives());
        map.put("n_pred", overlap.predicted());
        map.put("n_ref", overlap.referenced());
        return map;
    }

    private static Map<String, Object> mean(MeanScores scores, List<Double> tolerances) {
        Map<String, Object> map =
                ratios(scores.dice(), scores.iou(), scores.hd95(), scores.assd(), scores.surfaceDice(), tolerances);
        map.put("TP", orNull(scores.truePositives()));
        map.put("FP", orNull(scores.falsePositives()));
        map.put("FN", orNull(scores.falseNegatives()));
        map.put("TN", orNull(scores.trueNegatives()));
        map.put("n_pred", orNull(scores.predicted()));
        map.put("n_ref", orNull(scores.referenced()));
        return map;
    }

    private static Map<String, Object> ratios(
            double dice, double iou, double hd95, double assd, List<Double> surfaceDice, List<Double> tolerances) {
        Map<String, Object> map = new TreeMap<>();
        map.put("Dice", orNull(dice));
        map.put("IoU", orNull(iou));
        map.put("HD95", orNull(hd95));
        map.put("ASSD", orNull(assd));
        for (int i = 0; i < tolerances.size(); i++) {
            map.put(surfaceDiceKey(tolerances.get(i)), orNull(surfaceDice.get(i)));
        }
        return map;
    }

    private static @Nullable Object orNull(double value) {
        return Double.isNaN(value) ? null : value;
    }
}
