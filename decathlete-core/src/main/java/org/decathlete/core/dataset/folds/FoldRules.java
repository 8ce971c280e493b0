package org.decathlete.core.dataset.folds;

import java.util.List;
import java.util.Optional;
import org.decathlete.core.dataset.Dataset;
import org.decathlete.core.dataset.integrity.Duplicates;
import org.decathlete.core.dataset.integrity.IntegrityReport;

/**
 * How cases are dealt into folds.
 *
 * @param groups cases that must stay together, where some must
 * @param stratified whether folds should have equal shares of cases with each label, small and large
 */
public record FoldRules(Optional<CaseGroups> groups, boolean stratified) {

    /** nnU-Net's own folds. */
    public static final FoldRules NNUNET = new FoldRules(Optional.empty(), false);

    /** Whether these are nnU-Net's own folds. */
    public boolean areNnunets() {
        return groups.isEmpty() && !stratified;
    }

    /**
     * Deals the cases. Beyond what was asked, cases with equal images stay together, unless these are nnU-Net's folds, which know
     * nothing of images.
     *
     * @param dataset the cases
     * @param report what the check found in them
     * @param folds number of folds, at least 2
     * @throws org.decathlete.core.run.DecathleteException of kind DATA when there are too few cases or groups
     */
    public List<Split> deal(Dataset dataset, IntegrityReport report, int folds) {
        if (areNnunets()) {
            return Folds.of(dataset.ids(), folds);
        }
        CaseGroups together =
                groups.orElseGet(() -> CaseGroups.single(dataset.ids())).joining(Duplicates.of(report.facts()));
        Strata strata =
                stratified ? Strata.of(report.facts(), dataset.description().labels()) : Strata.none(dataset.ids());
        return BalancedFolds.of(dataset.ids(), together, strata, folds);
    }
}
