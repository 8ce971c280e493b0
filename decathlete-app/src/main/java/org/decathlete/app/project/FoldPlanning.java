package org.decathlete.app.project;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.decathlete.core.dataset.folds.FoldRules;
import org.decathlete.core.dataset.folds.FoldRulesFile;
import org.decathlete.core.dataset.folds.LeakCheck;
import org.decathlete.core.dataset.folds.Split;
import org.decathlete.core.dataset.folds.SplitsFile;
import org.decathlete.core.dataset.integrity.Finding;
import org.decathlete.core.dataset.integrity.IntegrityReport;
import org.decathlete.core.dataset.integrity.Severity;
import org.decathlete.core.run.DecathleteException;

/**
 * Splits the project's cases as asked, keeps what stands, and looks for leaks between training and validation.
 *
 * @param project the work folder
 * @param integrity what the check found in the cases
 */
public record FoldPlanning(Project project, IntegrityReport integrity) {

    /**
     * Makes the folds where there are none, those that came with the dataset first, or others where others are asked for and nothing was trained on the old ones.
     *
     * @throws DecathleteException of kind USAGE when trainings stand that were made with other folds than are asked for now; of
     *     kind DATA when a fold leaks
     */
    public void prepare(FoldRequest request) {
        Path file = project.workspace().splits();
        Path rulesFile = project.workspace().folds();
        FoldRules before = Files.exists(rulesFile) ? FoldRulesFile.read(rulesFile) : FoldRules.NNUNET;
        FoldRules rules = request.isStated() ? request.rules(project.ids()) : before;
        GivenFolds given = new GivenFolds(project);
        boolean asGiven = !request.isStated() && rules.areNnunets();
        if (request.isStated() || !Files.exists(file)) {
            List<Split> dealt = (asGiven ? given.find() : Optional.<List<Split>>empty())
                    .orElseGet(() -> rules.deal(project.dataset(), integrity, count()));
            requireReplaceable(file, dealt);
            SplitsFile.write(file, dealt);
            write(rulesFile, rules);
        } else if (asGiven) {
            given.compare(SplitsFile.read(file));
        }
        check(SplitsFile.read(file), rules);
    }

    private int count() {
        return Math.min(Planning.FOLDS, Math.max(2, project.ids().size()));
    }

    private void requireReplaceable(Path file, List<Split> dealt) {
        if (!Files.exists(file) || SplitsFile.read(file).equals(dealt)) {
            return;
        }
        if (Files.exists(project.workspace().runs())) {
            throw DecathleteException.usage(file
                    + " holds other folds than --groups, --group-pattern and --stratify ask for, and trainings were made "
                    + "with them; leave the options out, or give another work folder");
        }
        project.progress().say("folds: others are asked for than " + file + " holds, so they are made again");
    }

    private static void write(Path rulesFile, FoldRules rules) {
        if (!rules.areNnunets() || Files.exists(rulesFile)) {
            FoldRulesFile.write(rulesFile, rules);
        }
    }

    private void check(List<Split> splits, FoldRules rules) {
        List<Finding> findings = LeakCheck.of(splits, rules, integrity);
        findings.forEach(finding -> project.progress().say(finding.toString()));
        findings.stream()
                .filter(finding -> finding.severity() == Severity.ERROR)
                .findFirst()
                .ifPresent(finding -> {
                    throw DecathleteException.data(project.workspace().splits() + ": " + finding);
                });
    }
}
