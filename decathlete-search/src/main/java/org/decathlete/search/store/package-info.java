/**
 * Studies that outlive their processes and are shared by several. Start from {@link org.decathlete.search.store.StudyStores}, which
 * opens a {@link org.decathlete.search.store.StudyStore} in memory, in a file (SQLite) or on a server (PostgreSQL); a {@link
 * org.decathlete.search.store.StoredStudy} of it is asked and told, and a {@link org.decathlete.search.store.StudyWorker} does so until
 * nothing is left. The store keeps settings and trials and makes changes exclusive; what they mean (leases, takeovers, what comes
 * next) is decided in one place for all stores, by {@code StoredStudy}.
 */
@NullMarked
package org.decathlete.search.store;

import org.jspecify.annotations.NullMarked;
