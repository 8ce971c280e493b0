package org.decathlete.core.io.format;

/**
 * From stored to real values: {@code slope · stored + intercept}.
 *
 * @param slope finite and not 0
 * @param intercept finite
 */
public record Scaling(double slope, double intercept) {
    private static final Scaling NONE = new Scaling(1, 0);

    /** What a header asks for; a slope that is 0, NaN or infinite means that there is no scaling. */
    public static Scaling of(double slope, double intercept) {
        if (slope == 0 || !Double.isFinite(slope)) {
            return NONE;
        }
        return new Scaling(slope, Double.isFinite(intercept) ? intercept : 0);
    }

    void apply(double[] values, int count) {
        if (slope == 1 && intercept == 0) {
            return;
        }
        for (int i = 0; i < count; i++) {
            values[i] = slope * values[i] + intercept;
        }
    }
}
