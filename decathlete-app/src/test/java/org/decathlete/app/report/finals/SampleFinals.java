package org.decathlete.app.report.finals;

import java.util.List;

/** Finals with names that need escaping. */
public final class SampleFinals {

    private SampleFinals() {}

    /** Three finals, of which one had no time to be judged. */
    public static FinalsSummary summary() {
        return new FinalsSummary(
                "Each final was trained for 1800 s.",
                List.of("case_100", "case_101"),
                List.of("case_102", "case_103"),
                0.95,
                List.of(
                        new FinalsSummary.Row(
                                "trial 17, the best <of all>",
                                "3d_fullres-4567",
                                "optimizer SGD (default AdamW) & more",
                                0.89123,
                                0.88456,
                                new FinalsSummary.Gain(0.00333, -0.00123, 0.00789, 12, 8, 0.0421, 0.0842),
                                1800,
                                1.25,
                                5_603_177),
                        new FinalsSummary.Row(
                                "default", "3d_fullres-0123", "nothing", 0.88888, 0.88123, null, 1800, 1.25, 5_603_177),
                        new FinalsSummary.Row(
                                "trial 4",
                                "3d_fullres-89ab",
                                "width",
                                null,
                                null,
                                new FinalsSummary.Gain(null, null, null, 0, 0, null, null),
                                1800,
                                null,
                                1e6)),
                "default",
                "Chosen is trial 17.",
                "On the 21 cases kept aside: +0.0033.",
                List.of("trial 9 failed & is left out."));
    }
}
