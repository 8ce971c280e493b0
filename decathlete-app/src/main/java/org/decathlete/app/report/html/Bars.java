package org.decathlete.app.report.html;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** A table whose rows show a share as the length of a bar. */
public final class Bars {

    private Bars() {}

    /**
     * A row.
     *
     * @param name what it is
     * @param figure what is known of it, in words
     * @param share length of its bar, within [0, 1]
     */
    public record Bar(String name, String figure, double share) {}

    /**
     * The table; nothing without bars.
     *
     * @param total a last row without a bar; null for none
     */
    public static String html(List<Bar> bars, @Nullable Fact total) {
        if (bars.isEmpty()) {
            return "";
        }
        StringBuilder html = new StringBuilder("<table class=\"facts times\"><tbody>\n");
        for (Bar bar : bars) {
            html.append("<tr><th scope=\"row\">")
                    .append(Html.escape(bar.name()))
                    .append("</th><td class=\"number\">")
                    .append(Html.escape(bar.figure()))
                    .append("</td><td class=\"bar\"><i style=\"width:")
                    .append(Numbers.coordinate(100 * Math.max(0, Math.min(1, bar.share()))))
                    .append("%\"></i></td></tr>\n");
        }
        if (total != null) {
            html.append("<tr class=\"total\"><th scope=\"row\">")
                    .append(Html.escape(total.name()))
                    .append("</th><td class=\"number\">")
                    .append(Html.escape(total.value()))
                    .append("</td><td></td></tr>\n");
        }
        return html.append("</tbody></table>\n").toString();
    }
}
