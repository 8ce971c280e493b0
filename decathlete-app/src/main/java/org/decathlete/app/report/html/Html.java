package org.decathlete.app.report.html;

import java.util.List;

/** Pieces of HTML. Whatever is not called {@code html} is plain text and is escaped here. */
public final class Html {

    private Html() {}

    /** Plain text for between tags or in a quoted attribute. Characters that XML forbids become the replacement character. */
    public static String escape(String text) {
        StringBuilder escaped = new StringBuilder(text.length() + 16);
        text.codePoints().forEach(c -> {
            switch (c) {
                case '&' -> escaped.append("&amp;");
                case '<' -> escaped.append("&lt;");
                case '>' -> escaped.append("&gt;");
                case '"' -> escaped.append("&quot;");
                case '\'' -> escaped.append("&#39;");
                default -> escaped.appendCodePoint(isAllowed(c) ? c : 0xfffd);
            }
        });
        return escaped.toString();
    }

    /**
     * A section with its heading; nothing where there is no content.
     *
     * @param anchor its id, unique on the page
     * @param html what follows the heading
     */
    public static String section(String anchor, String heading, String html) {
        return html.isBlank()
                ? ""
                : "<section id=\"" + escape(anchor) + "\">\n<h2>" + escape(heading) + "</h2>\n" + html + "</section>\n";
    }

    /** A heading inside a section and what follows; nothing where nothing follows. */
    public static String subsection(String heading, String html) {
        return html.isBlank() ? "" : "<h3>" + escape(heading) + "</h3>\n" + html;
    }

    /** Facts as a table of two columns; nothing without facts. */
    public static String facts(List<Fact> facts) {
        if (facts.isEmpty()) {
            return "";
        }
        StringBuilder html = new StringBuilder("<table class=\"facts\"><tbody>\n");
        for (Fact fact : facts) {
            html.append("<tr><th scope=\"row\">")
                    .append(escape(fact.name()))
                    .append("</th><td>")
                    .append(escape(fact.value()))
                    .append("</td></tr>\n");
        }
        return html.append("</tbody></table>\n").toString();
    }

    /** Sentences as a list; nothing without sentences. */
    public static String list(List<String> sentences) {
        if (sentences.isEmpty()) {
            return "";
        }
        StringBuilder html = new StringBuilder("<ul>\n");
        sentences.forEach(
                sentence -> html.append("<li>").append(escape(sentence)).append("</li>\n"));
        return html.append("</ul>\n").toString();
    }

    /** A paragraph. */
    public static String paragraph(String text) {
        return "<p>" + escape(text) + "</p>\n";
    }

    private static boolean isAllowed(int c) {
        boolean control = c < 0x20 && c != '\t' && c != '\n' && c != '\r';
        boolean half = c >= 0xd800 && c < 0xe000;
        return !control && !half && c != 0xfffe && c != 0xffff;
    }
}
