package org.decathlete.nn.model.description;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.decathlete.core.run.Host;

/**
 * Where a model comes from.
 *
 * @param created when it was put together, ISO 8601
 * @param dataHash hash of the dataset that it was trained on
 * @param host program and machine that put it together
 * @param folds how each of its networks was trained
 */
public record ModelProvenance(String created, String dataHash, Host host, List<Fold> folds) {

    public ModelProvenance {
        folds = List.copyOf(folds);
    }

    /**
     * How one network was trained.
     *
     * @param fold name of the fold
     * @param trained ids of the cases that it learned from
     * @param judged ids of the cases that it was judged on
     * @param iterations training batches done
     * @param seconds time spent on training, restarts included
     * @param settings run settings such as device, precision, seed, budget, threads
     */
    public record Fold(
            String fold,
            List<String> trained,
            List<String> judged,
            long iterations,
            double seconds,
            Map<String, String> settings) {

        public Fold {
            trained = List.copyOf(trained);
            judged = List.copyOf(judged);
            settings = Collections.unmodifiableMap(new TreeMap<>(settings));
        }
    }
}
