package org.decathlete.app.project;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.decathlete.core.dataset.folds.CaseGroups;
import org.decathlete.core.dataset.folds.FoldRules;
import org.decathlete.core.run.DecathleteException;

/**
 * How the user wants the cases to be split; nnU-Net's folds where nothing is said.
 *
 * @param groups file that names the group of each case
 * @param groupPattern regular expression that finds the group in a case's name
 * @param stratify whether folds should have equal shares of cases with each label, small and large
 */
public record FoldRequest(Optional<Path> groups, Optional<String> groupPattern, boolean stratify) {

    /** Nothing is said. */
    public static final FoldRequest UNSTATED = new FoldRequest(Optional.empty(), Optional.empty(), false);

    public FoldRequest {
        if (groups.isPresent() && groupPattern.isPresent()) {
            throw DecathleteException.usage("--groups and --group-pattern exclude each other; give one of them");
        }
    }

    boolean isStated() {
        return !equals(UNSTATED);
    }

    FoldRules rules(List<String> ids) {
        Optional<CaseGroups> read = groups.map(file -> CaseGroups.read(file, ids))
                .or(() -> groupPattern.map(pattern -> CaseGroups.byPattern(ids, pattern)));
        return new FoldRules(read, stratify);
    }
}
