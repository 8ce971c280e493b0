package org.decathlete.app.shipping;

import java.util.LinkedHashMap;
import java.util.Map;
import org.decathlete.core.run.Progress;
import org.decathlete.nn.model.ShippedModel;
import org.decathlete.nn.tensor.Precision;
import org.decathlete.nn.train.precision.PrecisionFinding;
import org.jspecify.annotations.Nullable;

/** Keeps a model from predicting in a precision in which its training was found to go wrong. */
public final class ShippedPrecision {
    private static final String USED = "precision";
    private static final String FAILED = "precision that failed";

    private ShippedPrecision() {}

    /** What provenance tells of a check; nothing where none was made. */
    static Map<String, String> settings(@Nullable PrecisionFinding finding) {
        Map<String, String> settings = new LinkedHashMap<>();
        if (finding != null) {
            settings.put(USED, finding.used().toString());
            settings.put("precision check", finding.toString());
            if (finding.fellBack()) {
                settings.put(FAILED, finding.asked().toString());
            }
        }
        return settings;
    }

    /** The precision asked for, or float32, with a word, where the start-up check of a training found that one to fail. */
    public static Precision of(ShippedModel model, Precision asked, Progress progress) {
        boolean failed = model.members().stream()
                .flatMap(member -> member.description().provenance().folds().stream())
                .anyMatch(fold -> asked.toString().equals(fold.settings().get(FAILED)));
        if (!failed) {
            return asked;
        }
        progress.say("WARNING: this model's training found that " + asked + " fails; it predicts in FP32");
        return Precision.FP32;
    }
}
