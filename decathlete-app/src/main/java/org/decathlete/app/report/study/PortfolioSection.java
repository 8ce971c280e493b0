package org.decathlete.app.report.study;

import java.util.List;
import org.decathlete.app.report.html.Html;
import org.decathlete.app.report.html.Numbers;

/** The section about what a search was started with. */
public final class PortfolioSection {

    private PortfolioSection() {}

    /** The section; nothing where there was nothing to start with. */
    public static String html(List<PortfolioEntry> entries) {
        if (entries.isEmpty()) {
            return "";
        }
        List<List<String>> rows = entries.stream()
                .map(entry -> {
                    Double loss = entry.loss();
                    return List.of(
                            entry.source(),
                            String.valueOf(entry.trial()),
                            StudyTables.figure(entry.budget()),
                            loss == null ? Numbers.NONE : StudyTables.figure(loss),
                            entry.remark());
                })
                .toList();
        return Html.section(
                "portfolio",
                "What it was started with",
                Html.paragraph("Configurations that Auto-nnU-Net (arXiv 2505.16561) found on other datasets, each as"
                                + " far as it came here.")
                        + StudyTables.table(
                                List.of("Found on", "Trial", "Budget", "Loss", "Not as it was there"), rows));
    }
}
