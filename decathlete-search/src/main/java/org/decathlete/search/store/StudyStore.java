package org.decathlete.search.store;

import java.util.List;
import java.util.function.Function;
import org.decathlete.search.study.StudySettings;

/**
 * Keeps studies: settings that never change, a flag that asks workers to stop, and trials.
 *
 * <p>The contract, which one test holds every store to:
 *
 * <ul>
 *   <li><b>Exclusive</b>: {@link #exclusively} runs alone for its study, among all threads, processes and machines that use the store.
 *   <li><b>All or nothing</b>: what it changes is there for everybody once it returned, and not at all if it threw, or if the process
 *       was killed within it.
 *   <li><b>Durable</b>: what it changed outlives the process (not for the store in memory).
 *   <li><b>In order</b>: every change of a trial has a revision of its own, larger than all before it in its study; whoever has seen the
 *       changes up to a revision gets the rest by asking for what is later.
 *   <li><b>Exact</b>: what is read equals what was written.
 * </ul>
 *
 * <p>All methods throw a {@link StoreException} where the store cannot be reached or the study is not there. Safe for use by several
 * threads at once.
 */
public interface StudyStore extends AutoCloseable {

    /**
     * Makes a study without trials, unless there is one of this name.
     *
     * @param name 1 to 200 characters
     * @return whether it was made
     */
    boolean create(String name, StudySettings settings);

    /** What a study is. */
    StudySettings settings(String name);

    /** All studies, by name. */
    List<StudySummary> list();

    /** Every trial that was changed after a revision, 0 for all trials. */
    Changes changes(String name, long since);

    /** Reads and changes a study while nobody else does. */
    <T> T exclusively(String name, Function<StudyAccess, T> work);

    @Override
    void close();

    /** A study that is there. */
    default StoredStudy open(String name) {
        return new StoredStudy(this, name, settings(name), Leases.standard());
    }

    /**
     * A study that is made where it is not there yet.
     *
     * @throws StoreException if it is there with other settings
     */
    default StoredStudy open(String name, StudySettings settings) {
        create(name, settings);
        StoredStudy study = open(name);
        if (!study.settings().equals(settings)) {
            throw new StoreException("study " + name + " is there with other settings; give the new one another name");
        }
        return study;
    }
}
