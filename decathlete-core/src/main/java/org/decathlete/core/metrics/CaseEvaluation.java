package org.decathlete.core.metrics;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.decathlete.core.dataset.Labels;
import org.decathlete.core.volume.LabelVolume;

/** Judges one case, class by class. */
final class CaseEvaluation {
    private final LabelCounts counts;
    private final double[] spacing;
    private final EvaluationSettings settings;

    private CaseEvaluation(LabelCounts counts, double[] spacing, EvaluationSettings settings) {
        this.counts = counts;
        this.spacing = spacing;
        this.settings = settings;
    }

    /** Everything found: scores by class key and the label values that nobody declared. */
    record Result(Map<String, ClassScores> classes, List<Integer> undeclared) {}

    static Result of(LabelVolume prediction, LabelVolume reference, Labels labels, EvaluationSettings settings) {
        LabelCounts counts = new LabelCounts(reference.grid().size(), prediction.labels(), reference.labels(), labels);
        CaseEvaluation evaluation = new CaseEvaluation(counts, reference.grid().spacing(), settings);
        Map<String, ClassScores> classes = new LinkedHashMap<>();
        for (List<Integer> region : labels.regions()) {
            classes.put(ClassKey.of(region), evaluation.judge(region));
        }
        return new Result(classes, List.copyOf(counts.undeclared()));
    }

    private ClassScores judge(List<Integer> region) {
        Overlap overlap = counts.overlap(region);
        if (overlap.bothEmpty() || overlap.oneEmpty()) {
            double ratio = overlap.bothEmpty() ? Double.NaN : 0;
            return new ClassScores(
                    overlap,
                    Double.NaN,
                    Double.NaN,
                    Collections.nCopies(settings.tolerances().size(), ratio));
        }
        MaskPair masks = counts.masks(region, spacing);
        return settings.definition() == Definition.DEEPMIND ? bySurfels(overlap, masks) : byEdges(overlap, masks);
    }

    private ClassScores bySurfels(Overlap overlap, MaskPair masks) {
        SurfelMetrics surfels = new SurfelMetrics(masks.surfelDistances());
        return new ClassScores(
                overlap,
                surfels.hausdorff(95),
                surfels.symmetricAverage(),
                settings.tolerances().stream().map(surfels::surfaceDice).toList());
    }

    private ClassScores byEdges(Overlap overlap, MaskPair masks) {
        EdgeVoxelMetrics edges = new EdgeVoxelMetrics(masks.edgeVoxelDistances());
        EdgeVoxelMetrics surface =
                settings.definition() == Definition.MONAI ? edges : new EdgeVoxelMetrics(masks.surfelDistances());
        return new ClassScores(
                overlap,
                edges.hausdorff(95),
                edges.symmetricAverage(),
                settings.tolerances().stream().map(surface::surfaceDice).toList());
    }
}
