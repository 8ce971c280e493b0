package org.decathlete.app.report;

import java.nio.file.Path;
import org.decathlete.core.run.AtomicFiles;
import org.decathlete.search.analysis.StudyAnalysis;
import org.jspecify.annotations.Nullable;

/** Writes a page about a search alone. */
public final class StudyReport {

    private StudyReport() {}

    /**
     * Writes one HTML file that needs nothing else, atomically.
     *
     * @param title of the study, plain text
     */
    public static void write(Path file, String title, StudyAnalysis analysis) {
        AtomicFiles.writeString(file, html(title, analysis));
    }

    /** The same with what its finals came to. */
    public static void write(Path file, String title, StudyAnalysis analysis, FinalsSummary finals) {
        AtomicFiles.writeString(file, html(title, analysis, finals));
    }

    /** The whole page. */
    public static String html(String title, StudyAnalysis analysis) {
        return html(title, analysis, null);
    }

    private static String html(String title, StudyAnalysis analysis, @Nullable FinalsSummary finals) {
        return ReportWriter.page(
                title,
                "<header>\n<p class=\"kind\">Search report</p>\n<h1>" + Html.escape(title) + "</h1>\n</header>\n"
                        + FinalsSection.html(finals)
                        + StudySection.html(analysis));
    }
}
