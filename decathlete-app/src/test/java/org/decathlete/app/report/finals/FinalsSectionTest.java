package org.decathlete.app.report.finals;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class FinalsSectionTest {
    private static final String HTML = FinalsSection.html(SampleFinals.summary());

    @Test
    void tellsOfEachFinalWhatItIsWorth() {
        assertThat(HTML)
                .contains(
                        "<h2>The finals of the search</h2>",
                        "<p>Chosen is trial 17.</p>",
                        "<p>On the 21 cases kept aside: +0.0033.</p>")
                .contains("<tr><th scope=\"row\">trial 17, the best &lt;of all&gt; – chosen</th>"
                        + "<td>0.8912</td><td>0.8846</td><td>+0.0033 (-0.0012 to +0.0079)</td><td>12, 8</td><td>0.0842</td>"
                        + "<td>5.60 million</td><td>30 min 00 s</td><td>1.3 s</td></tr>")
                .contains(
                        "<tr><th scope=\"row\">default</th><td>0.8889</td><td>0.8812</td><td>–</td><td>–</td><td>–</td>"
                                + "<td>5.60 million</td>")
                .contains("<tr><th scope=\"row\">trial 4</th><td>–</td><td>–</td><td>– (– to –)</td>")
                .contains("<td>optimizer SGD (default AdamW) &amp; more</td>", "trial 9 failed &amp; is left out.")
                .doesNotContain("null", "NaN");
        assertThat(FinalsSection.html(null)).isEmpty();
    }
}
