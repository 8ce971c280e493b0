package org.decathlete.search.analysis;

/**
 * What an analysis is free to choose.
 *
 * @param delta how much worse than the best a cheaper trial may be, in the unit of the first objective and of the scores
 * @param significance of the test for that, within (0, 1)
 * @param seed of the forests behind the importance of parameters
 */
public record AnalysisSettings(double delta, double significance, long seed) {

    public AnalysisSettings {
        if (!(delta >= 0 && Double.isFinite(delta)) || !(significance > 0 && significance < 1)) {
            throw new IllegalArgumentException("delta " + delta + " and significance " + significance
                    + "; expected a delta of at least 0 and a significance within (0, 1)");
        }
    }

    /** Half a hundredth, at 5 %. */
    public static AnalysisSettings standard() {
        return new AnalysisSettings(0.005, 0.05, 0);
    }
}
