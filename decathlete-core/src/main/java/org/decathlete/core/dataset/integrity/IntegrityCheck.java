package org.decathlete.core.dataset.integrity;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.decathlete.core.dataset.Case;
import org.decathlete.core.dataset.Dataset;
import org.decathlete.core.run.DecathleteException;
import org.decathlete.core.run.ErrorKind;
import org.decathlete.core.run.Progress;

/**
 * Looks at every file of a dataset and reports everything at once: what nnU-Net's check stops at, one after the other, and what
 * it does not look for. Origins and directions that differ between image and label map are warnings, as in nnU-Net, because
 * published datasets have them and the voxels correspond all the same.
 */
public final class IntegrityCheck {

    private IntegrityCheck() {}

    /**
     * Checks a dataset.
     *
     * @param threads cases to look at at a time, at least 1; fewer where their volumes would fill the memory
     * @throws DecathleteException of kind INTERRUPTED when the thread is interrupted, of kind RESOURCE when memory does not suffice;
     *     bad data are findings, not exceptions
     */
    public static IntegrityReport run(Dataset dataset, int threads, Progress progress) {
        List<CaseInspection> inspections = inspectAll(dataset, threads, progress);
        List<Finding> findings = new ArrayList<>(DatasetChecks.declarations(dataset));
        findings.addAll(DatasetChecks.files(dataset));
        inspections.forEach(inspection -> findings.addAll(inspection.findings()));
        findings.addAll(DatasetChecks.acrossCases(dataset, inspections));
        findings.sort(Comparator.comparing(Finding::severity));
        return new IntegrityReport(
                dataset.cases().size(),
                findings,
                inspections.stream().map(CaseInspection::facts).toList());
    }

    private static List<CaseInspection> inspectAll(Dataset dataset, int threads, Progress progress) {
        VolumeMemory memory = VolumeMemory.ofHeap();
        ExecutorService workers = Executors.newFixedThreadPool(threads);
        try (Progress.Stage stage =
                progress.start("Checking cases", dataset.cases().size())) {
            List<Future<CaseInspection>> pending = new ArrayList<>();
            for (Case one : dataset.cases()) {
                pending.add(workers.submit(() -> {
                    CaseInspection inspection = new CaseInspector(dataset, one, memory).inspect();
                    stage.advance(1, one.id());
                    return inspection;
                }));
            }
            List<CaseInspection> inspections = new ArrayList<>();
            for (Future<CaseInspection> one : pending) {
                inspections.add(one.get());
            }
            return inspections;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new DecathleteException(ErrorKind.INTERRUPTED, "the integrity check was interrupted", e);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException problem) {
                throw problem;
            }
            if (e.getCause() instanceof Error problem) {
                throw problem;
            }
            throw new IllegalStateException("the integrity check failed", e.getCause());
        } finally {
            workers.shutdownNow();
        }
    }
}
