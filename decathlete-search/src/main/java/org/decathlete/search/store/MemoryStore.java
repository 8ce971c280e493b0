package org.decathlete.search.store;

import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import org.decathlete.search.study.StudySettings;
import org.decathlete.search.trial.TrialState;

/** A store that ends with its process, for tests and for workers that are threads. */
final class MemoryStore implements StudyStore {
    private final Map<String, Kept> studies = new TreeMap<>();
    private final Clock clock;

    MemoryStore(Clock clock) {
        this.clock = clock;
    }

    /** All there is of a study. */
    private static final class Kept {
        final StudySettings settings;
        final Instant created;
        final Map<Integer, Long> revisions = new HashMap<>();
        final NavigableMap<Long, TrialRecord> trials = new TreeMap<>();
        final NavigableMap<Integer, TrialRecord> running = new TreeMap<>();
        boolean stopped;

        Kept(StudySettings settings, Instant created) {
            this.settings = settings;
            this.created = created;
        }

        long revision() {
            return trials.isEmpty() ? 0 : trials.lastKey();
        }

        void put(TrialRecord trial) {
            long next = revision() + 1;
            Long before = revisions.put(trial.trial().id(), next);
            if (before != null) {
                trials.remove(before);
            }
            trials.put(next, trial);
            if (trial.running()) {
                running.put(trial.trial().id(), trial);
            } else {
                running.remove(trial.trial().id());
            }
        }
    }

    @Override
    public synchronized boolean create(String name, StudySettings settings) {
        Names.check(name);
        return studies.putIfAbsent(name, new Kept(settings, now())) == null;
    }

    @Override
    public synchronized StudySettings settings(String name) {
        return kept(name).settings;
    }

    @Override
    public synchronized List<StudySummary> list() {
        List<StudySummary> summaries = new ArrayList<>();
        studies.forEach((name, kept) -> {
            Map<TrialState, Integer> counts = new EnumMap<>(TrialState.class);
            kept.trials.values().forEach(trial -> counts.merge(trial.trial().state(), 1, Integer::sum));
            summaries.add(StudySummary.of(name, kept.created, kept.stopped, counts));
        });
        return summaries;
    }

    @Override
    public synchronized Changes changes(String name, long since) {
        return new Access(kept(name)).changes(since);
    }

    @Override
    public synchronized <T> T exclusively(String name, Function<StudyAccess, T> work) {
        Access access = new Access(kept(name));
        T result = work.apply(access);
        access.commit();
        return result;
    }

    @Override
    public void close() {}

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }

    private Kept kept(String name) {
        Kept kept = studies.get(name);
        if (kept == null) {
            throw Names.unknown(name, "memory");
        }
        return kept;
    }

    /** Keeps what is put aside until all of it went well. */
    private final class Access implements StudyAccess {
        private final Kept kept;
        private final Map<Integer, TrialRecord> put = new TreeMap<>();
        private boolean stopped;

        Access(Kept kept) {
            this.kept = kept;
            this.stopped = kept.stopped;
        }

        @Override
        public Instant now() {
            return MemoryStore.this.now();
        }

        @Override
        public boolean stopped() {
            return stopped;
        }

        @Override
        public void stop(boolean stop) {
            stopped = stop;
        }

        @Override
        public Changes changes(long since) {
            Map<Integer, TrialRecord> changed = new TreeMap<>();
            kept.trials
                    .tailMap(since, false)
                    .values()
                    .forEach(trial -> changed.put(trial.trial().id(), trial));
            changed.putAll(put);
            return new Changes(Math.max(since, kept.revision() + put.size()), new ArrayList<>(changed.values()));
        }

        @Override
        public List<TrialRecord> running() {
            Map<Integer, TrialRecord> all = new TreeMap<>(kept.running);
            all.putAll(put);
            return all.values().stream().filter(TrialRecord::running).toList();
        }

        @Override
        public Optional<TrialRecord> trial(int id) {
            Long revision = kept.revisions.get(id);
            TrialRecord before = revision == null ? null : kept.trials.get(revision);
            return Optional.ofNullable(put.getOrDefault(id, before));
        }

        @Override
        public void put(TrialRecord trial) {
            put.put(trial.trial().id(), trial);
        }

        void commit() {
            put.values().forEach(kept::put);
            kept.stopped = stopped;
        }
    }
}
