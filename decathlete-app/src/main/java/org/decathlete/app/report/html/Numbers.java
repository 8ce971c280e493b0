package org.decathlete.app.report.html;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Locale;

/** Numbers as the report writes them, the same in every locale. */
public final class Numbers {
    /** What stands for no value. */
    public static final String NONE = "–";

    private Numbers() {}

    /** Dice and the like, three decimals. */
    public static String ratio(double value) {
        return fixed(value, 3);
    }

    /** Distances in mm, two decimals, without the unit. */
    public static String millimetres(double value) {
        return fixed(value, 2);
    }

    /** Seconds for people. */
    public static String duration(double seconds) {
        if (!Double.isFinite(seconds)) {
            return NONE;
        }
        long whole = Math.round(seconds);
        if (whole >= 3600) {
            return String.format(Locale.ROOT, "%d h %02d min", whole / 3600, whole / 60 % 60);
        }
        return whole >= 60
                ? String.format(Locale.ROOT, "%d min %02d s", whole / 60, whole % 60)
                : fixed(seconds, 1) + " s";
    }

    /** At most so many decimals, without trailing zeros; powers of ten where it is very small or large. */
    public static String plain(double value) {
        if (value == 0) {
            return "0";
        }
        double magnitude = Math.abs(value);
        String text = magnitude < 1e-3 || magnitude >= 1e6
                ? String.format(Locale.ROOT, "%.1e", value)
                : String.format(Locale.ROOT, "%.4f", value).replaceFirst("\\.?0+$", "");
        return text.replaceFirst("\\.0e", "e")
                .replace("e-0", "e-")
                .replace("e+0", "e")
                .replace('-', '−');
    }

    /** Three significant digits. */
    public static String significant(double value) {
        return Double.isFinite(value)
                ? plain(new BigDecimal(value).round(new MathContext(3)).doubleValue())
                : NONE;
    }

    /** A coordinate of a drawing. */
    public static String coordinate(double value) {
        return String.format(Locale.ROOT, "%.2f", value).replaceFirst("\\.?0+$", "");
    }

    private static String fixed(double value, int decimals) {
        return Double.isFinite(value) ? String.format(Locale.ROOT, "%." + decimals + "f", value) : NONE;
    }
}
