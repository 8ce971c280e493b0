package org.decathlete.nn.train.precision;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Locale;
import org.decathlete.nn.tensor.Precision;
import org.jspecify.annotations.Nullable;

/**
 * What the start-up check of a precision found; null stands for a number that is not finite.
 *
 * @param asked the precision that was asked for
 * @param used the one that is trained in
 * @param loss of the probe in the precision asked for
 * @param referenceLoss of the probe in float32
 * @param gradientError length of the difference of both gradients over the length of the one in float32
 */
public record PrecisionFinding(
        @JsonProperty("asked") Precision asked,
        @JsonProperty("used") Precision used,
        @JsonProperty("loss") @Nullable Double loss,
        @JsonProperty("reference_loss") @Nullable Double referenceLoss,
        @JsonProperty("gradient_error") @Nullable Double gradientError) {

    /** Whether the precision asked for was given up. */
    public boolean fellBack() {
        return asked != used;
    }

    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                "%s, asked for %s: on a probe its loss is %s (float32: %s) and its gradient differs from float32's by %s of its length",
                used,
                asked,
                text(loss),
                text(referenceLoss),
                text(gradientError));
    }

    private static String text(@Nullable Double value) {
        return value == null ? "not finite" : String.format(Locale.ROOT, "%.4g", value);
    }
}
