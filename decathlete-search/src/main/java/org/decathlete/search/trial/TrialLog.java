package org.decathlete.search.trial;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.decathlete.search.space.Configuration;

/** A history that grows. Not safe for use by several threads at once. */
public final class TrialLog implements History {
    private static final Comparator<Trial> BY_ID = Comparator.comparingInt(Trial::id);
    private final List<Trial> trials = new ArrayList<>();
    private final Map<Integer, List<Trial>> results = new HashMap<>();
    private final Map<Place, List<Trial>> members = new HashMap<>();
    private final Set<Integer> continued = new HashSet<>();
    private final Set<Configuration> configurations = new HashSet<>();
    private int started;
    private int running;
    private double spent;

    private record Place(int bracket, int level) {}

    /** Adds the next trial, running or ended. */
    public void add(Trial trial) {
        if (trial.id() != trials.size()) {
            throw new IllegalArgumentException("trial " + trial.id() + " where trial " + trials.size() + " is next");
        }
        Integer parent = trial.parent();
        if (parent != null && !(parent >= 0 && parent < trial.id())) {
            throw new IllegalArgumentException(
                    "trial " + trial.id() + " continues trial " + parent + ", which is not before it");
        }
        trials.add(trial);
        insert(members.computeIfAbsent(new Place(trial.bracket(), trial.level()), key -> new ArrayList<>()), trial);
        if (parent == null) {
            started++;
            configurations.add(trial.configuration());
        } else {
            continued.add(parent);
        }
        if (trial.state().ended()) {
            count(trial);
        } else {
            running++;
        }
    }

    /** Replaces a running trial by the same one ended. */
    public void end(Trial trial) {
        Trial before = trial(trial.id());
        if (before.state().ended() || !trial.state().ended()) {
            throw new IllegalStateException("trial " + trial.id() + " is " + before.state() + " and cannot become "
                    + trial.state() + "; only a running trial is told, once, how it ended");
        }
        trials.set(trial.id(), trial);
        List<Trial> peers = members.getOrDefault(new Place(trial.bracket(), trial.level()), List.of());
        peers.set(Collections.binarySearch(peers, trial, BY_ID), trial);
        running--;
        count(trial);
    }

    @Override
    public int size() {
        return trials.size();
    }

    @Override
    public Trial trial(int id) {
        if (id < 0 || id >= trials.size()) {
            throw new IllegalArgumentException("there is no trial " + id + "; this study has " + trials.size());
        }
        return trials.get(id);
    }

    @Override
    public List<Trial> results(int level) {
        return Collections.unmodifiableList(results.getOrDefault(level, List.of()));
    }

    @Override
    public List<Trial> members(int bracket, int level) {
        return Collections.unmodifiableList(members.getOrDefault(new Place(bracket, level), List.of()));
    }

    @Override
    public boolean continued(int id) {
        return continued.contains(id);
    }

    @Override
    public int configurations() {
        return started;
    }

    @Override
    public boolean contains(Configuration configuration) {
        return configurations.contains(configuration);
    }

    @Override
    public int running() {
        return running;
    }

    @Override
    public double spent() {
        return spent;
    }

    private void count(Trial trial) {
        insert(results.computeIfAbsent(trial.level(), key -> new ArrayList<>()), trial);
        Integer parent = trial.parent();
        spent += trial.added(parent == null ? null : trial(parent));
    }

    private static void insert(List<Trial> sorted, Trial trial) {
        int position = Collections.binarySearch(sorted, trial, BY_ID);
        sorted.add(-position - 1, trial);
    }
}
