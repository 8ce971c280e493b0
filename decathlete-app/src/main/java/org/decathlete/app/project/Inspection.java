package org.decathlete.app.project;

import java.util.List;
import org.decathlete.core.dataset.Dataset;
import org.decathlete.core.dataset.integrity.IntegrityCheck;
import org.decathlete.core.dataset.integrity.IntegrityReport;
import org.decathlete.core.dataset.integrity.Severity;
import org.decathlete.core.preprocess.store.DataIdentity;
import org.decathlete.core.run.DecathleteException;
import org.decathlete.core.run.ErrorKind;
import org.decathlete.core.run.Hash;
import org.decathlete.core.run.Json;
import org.decathlete.core.run.Progress;
import org.decathlete.core.run.Version;

/** Checks every case before anything long starts. */
public final class Inspection {

    private Inspection() {}

    /** Checks a dataset and says all findings. */
    public static IntegrityReport of(Dataset dataset, int threads, Progress progress) {
        IntegrityReport report = IntegrityCheck.run(dataset, threads, progress);
        report.findings().forEach(finding -> progress.say(finding.toString()));
        return report;
    }

    /**
     * Checks the project's dataset unless its files are unchanged since the last check.
     *
     * @throws DecathleteException of kind DATA when a finding is an error
     */
    public static IntegrityReport run(Project project) {
        var file = project.workspace().integrity();
        String inputs = Hash.of("integrity", Version.text(), DataIdentity.of(project.dataset()));
        IntegrityReport report = project.ledger()
                .run("integrity", inputs, List.of(file), () -> Json.read(file, IntegrityReport.class), () -> {
                    IntegrityReport checked = of(project.dataset(), project.threads(), project.progress());
                    checked.write(file);
                    return checked;
                });
        requireSound(report);
        return report;
    }

    /**
     * Refuses a dataset with errors.
     *
     * @throws DecathleteException of kind DATA
     */
    public static void requireSound(IntegrityReport report) {
        if (report.hasErrors()) {
            throw new DecathleteException(
                    ErrorKind.DATA,
                    "the dataset has errors, so nothing was started; `decathlete inspect DATASET` lists them all. The first: "
                            + report.findings().stream()
                                    .filter(finding -> finding.severity() == Severity.ERROR)
                                    .findFirst()
                                    .map(Object::toString)
                                    .orElse(""));
        }
    }
}
