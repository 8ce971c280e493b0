package org.decathlete.app.tune.portfolio;

import java.util.Map;
import java.util.Set;
import org.decathlete.app.tune.SpaceKind;

/**
 * What a published search found.
 *
 * @param dataset on which it was found, such as {@code D03}
 * @param space in which it was found
 * @param epochs up to which it was trained there
 * @param values by the names of Auto-nnU-Net's parameters
 * @param transfer Dice in per cent per dataset that it was trained on; empty where that is not known
 */
record Incumbent(
        String dataset, SpaceKind space, double epochs, Map<String, Object> values, Map<String, Double> transfer) {

    Incumbent {
        values = Map.copyOf(values);
        transfer = Map.copyOf(transfer);
    }

    /** Mean of the transfer over all datasets but some; 0 where it is not known. */
    double transferBeside(Set<String> excluded) {
        return transfer.entrySet().stream()
                .filter(entry -> !excluded.contains(entry.getKey()))
                .mapToDouble(Map.Entry::getValue)
                .average()
                .orElse(0);
    }
}
