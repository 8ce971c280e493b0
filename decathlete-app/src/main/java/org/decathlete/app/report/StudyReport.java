package org.decathlete.app.report;

import java.nio.file.Path;
import java.util.List;
import org.decathlete.app.report.finals.FinalsSection;
import org.decathlete.app.report.finals.FinalsSummary;
import org.decathlete.app.report.html.Html;
import org.decathlete.app.report.study.PortfolioEntry;
import org.decathlete.app.report.study.PortfolioSection;
import org.decathlete.app.report.study.StudySection;
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
     * @param finals what came of its finals; null where there were none
     * @param portfolio what it was started with; may be empty
     */
    public static void write(
            Path file,
            String title,
            StudyAnalysis analysis,
            @Nullable FinalsSummary finals,
            List<PortfolioEntry> portfolio) {
        AtomicFiles.writeString(file, html(title, analysis, finals, portfolio));
    }

    /** The whole page. */
    public static String html(
            String title, StudyAnalysis analysis, @Nullable FinalsSummary finals, List<PortfolioEntry> portfolio) {
        return ReportWriter.page(
                title,
                "<header>\n<p class=\"kind\">Search report</p>\n<h1>" + Html.escape(title) + "</h1>\n</header>\n"
                        + FinalsSection.html(finals)
                        + StudySection.html(analysis)
                        + PortfolioSection.html(portfolio));
    }
}
