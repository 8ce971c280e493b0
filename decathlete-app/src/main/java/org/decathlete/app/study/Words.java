package org.decathlete.app.study;

import java.util.Locale;

/** Figures of a search for people. */
final class Words {
    private static final double LONGEST_IN_SECONDS = 600;

    private Words() {}

    /** A trial's budget: {@code 113 s} or {@code 3.3 epochs}. */
    static String amount(double budget, boolean counted) {
        if (counted) {
            return plain(budget) + (budget == 1 ? " epoch" : " epochs");
        }
        return plain(budget) + " s";
    }

    /** {@code 1 fold} or {@code 3 folds}. */
    static String folds(int count) {
        return count + (count == 1 ? " fold" : " folds");
    }

    /** A length of time. */
    static String time(double seconds) {
        double shown = Math.max(0, seconds);
        return shown < LONGEST_IN_SECONDS
                ? String.format(Locale.ROOT, "%.0f s", shown)
                : String.format(Locale.ROOT, "%.0f min", shown / 60);
    }

    /** Four decimals. */
    static String dice(double loss) {
        return String.format(Locale.ROOT, "%.4f", 1 - loss);
    }

    /** Where a study is, without the password, which may stand among the driver's parameters, too. */
    static String address(String store) {
        return store.replaceFirst("^([a-z]+://[^:/@]*):[^/]*@", "$1@").replaceFirst("^([a-z]+://[^?]*)\\?.*", "$1");
    }

    private static String plain(double value) {
        return value >= 10 || value == Math.rint(value)
                ? String.format(Locale.ROOT, "%.0f", value)
                : String.format(Locale.ROOT, "%.1f", value);
    }
}
