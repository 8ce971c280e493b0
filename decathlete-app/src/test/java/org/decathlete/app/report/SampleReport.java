package org.decathlete.app.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.decathlete.app.report.chart.Curve;
import org.decathlete.app.report.finals.SampleFinals;
import org.decathlete.app.report.html.Fact;
import org.decathlete.app.report.picture.CasePicture;
import org.decathlete.app.report.selection.SelectionSummary;
import org.decathlete.core.dataset.Labels;
import org.decathlete.core.metrics.CaseScores;
import org.decathlete.core.metrics.ClassScores;
import org.decathlete.core.metrics.EvaluationSettings;
import org.decathlete.core.metrics.Evaluator;
import org.decathlete.core.metrics.FailedCase;
import org.decathlete.core.metrics.Scores;
import org.decathlete.core.volume.Grid;
import org.decathlete.core.volume.LabelVolume;
import org.decathlete.core.volume.Volume;

/** A report about cases that were really drawn and really compared, with names that need escaping. */
final class SampleReport {
    static final String NASTY = "case_<script>alert(\"&'1\")</script>";
    private static final Grid GRID = Grid.of(new int[] {34, 50, 36}, new double[] {1.4, 0.9, 1});
    private static final Labels LABELS = Labels.of("background", "Anterior & head", "Posterior");
    private static final int CASES = 24;

    private SampleReport() {}

    static ReportContent content() {
        SplittableRandom random = new SplittableRandom(7);
        List<CaseScores> cases = new ArrayList<>();
        List<CasePicture> pictures = new ArrayList<>();
        for (int i = 0; i < CASES; i++) {
            String id = i == 0 ? NASTY : "case_" + (100 + i);
            double wrong = i == 0 ? 3.5 : random.nextDouble(0.2, 2);
            LabelVolume reference = drawn(random.nextDouble(-2, 2), 0);
            LabelVolume prediction = i == 5 ? oneOrgan() : drawn(0, wrong);
            Map<String, ClassScores> scores =
                    Evaluator.evaluateCase(prediction, reference, LABELS, EvaluationSettings.standard());
            cases.add(new CaseScores(id, id + ".nii.gz", id + ".nii.gz", scores, List.of()));
            if (i == 0 || i == 5) {
                pictures.add(
                        CasePicture.of(id, "Mean Dice and more.", image(reference, random), reference, prediction));
            }
        }
        Map<String, String> names = new LinkedHashMap<>();
        names.put("1", "Anterior & head");
        names.put("2", "Posterior");
        Scores scores = new Scores(
                EvaluationSettings.standard(),
                names,
                cases,
                List.of(new FailedCase("x", "x.nii.gz is broken")),
                List.of());
        return new ReportContent(
                "Task04 <Hippocampus>",
                "3d_fullres, fold 0, seed 1",
                List.of(new Fact("Dataset", "Task04_Hippocampus, 208 cases"), new Fact("Budget", "20 min")),
                List.of(new Fact("Channels", "MRI"), new Fact("Median size", "36 × 50 × 35 voxels")),
                List.of("case_101: 3 voxels have a label that dataset.json does not declare."),
                List.of(new Fact("Patch", "40 × 56 × 40"), new Fact("Parameters", "5 603 177")),
                List.of(
                        "The target spacing is the median of the cases, 1 × 1 × 1 mm.",
                        "The patch holds a whole case."),
                List.of(new Fact("Epochs", "120"), new Fact("Precision", "bf16")),
                curves(random),
                selection(),
                SampleFinals.summary(),
                scores,
                pictures,
                new CaseUse(
                        "Fold 0 of 5. No case of the one list is in the other.",
                        cases.stream().map(CaseScores::id).toList(),
                        List.of("train_1", "train_2")),
                List.of(new Timing("Fingerprint", 4.2), new Timing("Training", 1080), new Timing("Prediction", 31)),
                List.of(new Fact("Processor", "2 cores"), new Fact("Memory", "24 GiB")),
                List.of(new Fact("Candidate", "0123456789abcdef"), new Fact("Seed", "1")));
    }

    private static SelectionSummary selection() {
        SelectionSummary.Estimate none = new SelectionSummary.Estimate(Double.NaN, Double.NaN, Double.NaN);
        return new SelectionSummary(
                "Measured on 24 cases of folds 0,1.",
                0.95,
                List.of("Anterior & head", "Posterior"),
                List.of(
                        new SelectionSummary.Row(
                                "2d-0123 + 3d_fullres-4567 <pair>",
                                new SelectionSummary.Estimate(0.8912, 0.8854, 0.8967),
                                new SelectionSummary.Estimate(0, 0, 0),
                                List.of(0.8991, 0.8833)),
                        new SelectionSummary.Row(
                                "3d_fullres-4567",
                                new SelectionSummary.Estimate(0.8899, 0.8839, 0.8955),
                                new SelectionSummary.Estimate(0.0013, -0.0004, 0.0031),
                                List.of(0.8982, Double.NaN)),
                        new SelectionSummary.Row("2d-0123", none, none, List.of(Double.NaN, Double.NaN))),
                "The pair has the highest mean foreground Dice.",
                List.of("3d_lowres: folds 1 are not finished."),
                new SelectionSummary.Postprocessing(
                        "keep the largest component of all foreground",
                        0.8912,
                        0.8934,
                        List.of("Posterior alone: 0.0004 lower, so not done.")));
    }

    private static LearningCurves curves(SplittableRandom random) {
        List<Curve.Point> train = new ArrayList<>();
        List<Curve.Point> validation = new ArrayList<>();
        List<Curve.Point> head = new ArrayList<>();
        List<Curve.Point> tail = new ArrayList<>();
        List<Curve.Point> average = new ArrayList<>();
        List<Curve.Point> rate = new ArrayList<>();
        double smooth = 0;
        for (int epoch = 0; epoch < 120; epoch++) {
            double fall = Math.exp(-epoch / 25.0);
            train.add(new Curve.Point(epoch, -0.85 + fall + random.nextDouble(0.03)));
            validation.add(new Curve.Point(epoch, epoch == 60 ? Double.NaN : -0.8 + fall + random.nextDouble(0.06)));
            head.add(new Curve.Point(epoch, 0.88 - 0.8 * fall + random.nextDouble(0.03)));
            tail.add(new Curve.Point(epoch, 0.86 - 0.8 * fall + random.nextDouble(0.03)));
            smooth = 0.9 * smooth + 0.1 * (0.88 - 0.8 * fall);
            average.add(new Curve.Point(epoch, smooth));
            rate.add(new Curve.Point(epoch, 0.01 * Math.pow(1 - epoch / 120.0, 0.9)));
        }
        return new LearningCurves(
                List.of(new Curve("Training", train), new Curve("Validation", validation)),
                List.of(new Curve("Anterior & head", head), new Curve("Posterior", tail)),
                List.of(new Curve("Moving average", average)),
                List.of(new Curve("Learning rate", rate)));
    }

    private static LabelVolume drawn(double shift, double wrong) {
        short[] labels = new short[GRID.voxels()];
        for (int z = 0; z < 34; z++) {
            for (int y = 0; y < 50; y++) {
                for (int x = 0; x < 36; x++) {
                    double bump = wrong * Math.sin(x * 0.5) * Math.cos(z * 0.4);
                    double across = Math.hypot((z - 16) * 1.4, x - 18 - shift + bump);
                    if (across < 9 - bump && y > 8 && y < 42 + wrong) {
                        labels[GRID.index(z, y, x)] = (short) (y < 24 + wrong ? 1 : 2);
                    }
                }
            }
        }
        return new LabelVolume(GRID, labels);
    }

    private static LabelVolume oneOrgan() {
        short[] labels = drawn(0, 0.5).labels();
        for (int i = 0; i < labels.length; i++) {
            labels[i] = labels[i] == 1 ? (short) 1 : 0;
        }
        return new LabelVolume(GRID, labels);
    }

    private static Volume image(LabelVolume labels, SplittableRandom random) {
        float[] values = new float[GRID.voxels()];
        for (int i = 0; i < values.length; i++) {
            int label = labels.labels()[i];
            values[i] = (float) (180 + 90 * Math.sin(i % 36 * 0.2) + 160 * label + random.nextDouble(120));
        }
        return new Volume(GRID, List.of(values));
    }
}
