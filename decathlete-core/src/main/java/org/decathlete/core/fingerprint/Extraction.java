package org.decathlete.core.fingerprint;

import java.util.List;

/**
 * A fingerprint and the facts about each case behind it.
 *
 * @param fingerprint of the dataset
 * @param cases in the order of the dataset
 */
public record Extraction(Fingerprint fingerprint, List<CaseFacts> cases) {

    public Extraction {
        cases = List.copyOf(cases);
    }
}
