package org.decathlete.app.project;

import org.decathlete.core.candidate.Candidate;
import org.decathlete.core.preprocess.DatasetCases;
import org.decathlete.core.preprocess.DatasetPreprocessing;
import org.decathlete.core.preprocess.Preprocessor;
import org.decathlete.core.preprocess.store.CaseStore;
import org.decathlete.core.preprocess.store.DataIdentity;
import org.decathlete.core.preprocess.store.StoreIdentity;

/** Preprocesses the project's cases as a candidate wants them. */
public final class Preprocessing {
    /** Share of the Java heap that cases in work may take together, and that decoded chunks may take while training. */
    private static final double IN_WORK = 0.6;

    private static final double CACHED = 0.5;

    private Preprocessing() {}

    /** What the project's cases, as they are now, and a candidate's preprocessing make together. */
    public static StoreIdentity identity(Project project, Candidate candidate) {
        return new StoreIdentity(
                DataIdentity.of(project.dataset()), candidate.data().labels(), candidate.preprocessing());
    }

    /** All cases, preprocessed; those that the work folder has already are left as they are. */
    public static CaseStore run(Project project, Candidate candidate) {
        long heap = Runtime.getRuntime().maxMemory();
        StoreIdentity identity = identity(project, candidate);
        CaseStore store = CaseStore.create(project.workspace().preprocessed(), identity, (long) (heap * CACHED));
        if (store.size() == project.ids().size() && project.ids().stream().allMatch(store::has)) {
            return store;
        }
        long started = System.nanoTime();
        // One thread per case: cases outnumber cores, and a case's own steps scale less well than cases do.
        new DatasetPreprocessing(
                        new DatasetCases(project.dataset()),
                        new Preprocessor(candidate.preprocessing()),
                        candidate.data().labels(),
                        store)
                .run(project.threads(), (long) (heap * IN_WORK), project.progress());
        project.ledger().finished("preprocessing", identity.key(), (System.nanoTime() - started) / 1e9);
        return store;
    }
}
