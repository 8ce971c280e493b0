package org.decathlete.app.study;

import org.decathlete.search.sampler.LocalSearch;
import org.decathlete.search.sampler.Portfolio;
import org.decathlete.search.sampler.PriorBand;
import org.decathlete.search.sampler.Sampler;

/** Where a study's proposals come from, for people. */
final class Proposals {
    private Proposals() {}

    static String of(Sampler sampler) {
        if (sampler instanceof Portfolio portfolio) {
            return "the portfolio, " + of(portfolio.others());
        }
        if (sampler instanceof LocalSearch search) {
            return of(search.others()) + " and small changes of the best";
        }
        return sampler instanceof PriorBand ? "PriorBand" : sampler.toString();
    }
}
