package org.decathlete.app.shipping;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.decathlete.app.project.Project;
import org.decathlete.app.report.html.Fact;
import org.decathlete.app.training.BatchFile;
import org.decathlete.app.training.FoldTraining;
import org.decathlete.core.candidate.Candidate;
import org.decathlete.nn.train.checkpoint.TrainingResult;
import org.decathlete.nn.train.precision.PrecisionFinding;
import org.decathlete.nn.train.state.EarlyEnd;
import org.decathlete.nn.train.state.PassLimit;

/** What a training decided by itself, in words, for report and provenance. */
public final class TrainingEvents {

    private TrainingEvents() {}

    /** For the report; nothing where nothing happened. */
    public static List<Fact> facts(TrainingResult result) {
        List<Fact> facts = new ArrayList<>();
        PrecisionFinding precision = result.precision();
        if (precision != null) {
            facts.add(new Fact(
                    "Precision", precision.fellBack() ? "WARNING: " + precision : precision.used() + ", checked"));
        }
        PassLimit passes = result.passes();
        if (passes != null) {
            facts.add(new Fact("Shortages of memory", text(passes)));
        }
        EarlyEnd end = result.earlyEnd();
        if (end != null) {
            facts.add(new Fact("Ended early", end.toString()));
        }
        return facts;
    }

    /**
     * What the validation cases were used for in training, as a part of a sentence.
     *
     * @param ended whether their scores ended one
     */
    public static String watching(boolean ended) {
        return ended
                ? "their scores on patches decided that training ended before its budget was used up, so that the figures may be a"
                        + " little better than on cases that had no say"
                : "during training they only served to watch progress";
    }

    /** For a model's provenance. */
    static Map<String, String> settings(FoldTraining training, TrainingResult result) {
        Map<String, String> settings = ShippedPrecision.settings(result.precision());
        settings.put("libtorch", result.libtorch());
        PassLimit passes = result.passes();
        if (passes != null) {
            settings.put("shortages of memory", text(passes));
        }
        EarlyEnd end = result.earlyEnd();
        if (end != null) {
            settings.put("ended early", end.toString());
        }
        new BatchFile(training.project().workspace())
                .ofCandidate(training.candidate().id())
                .ifPresent(entry -> settings.put("batch", entry.samples() + ": " + entry.reason()));
        return settings;
    }

    /** How the batch was measured, to stand behind its number; empty where it was not. */
    public static String batchReason(Project project, Candidate candidate) {
        return new BatchFile(project.workspace())
                .ofCandidate(candidate.id())
                .map(entry -> ", measured: " + entry.reason())
                .orElse("");
    }

    private static String text(PassLimit passes) {
        return passes.shortages() + "; batches were learnt from " + passes.samples() + " samples at a time";
    }
}
