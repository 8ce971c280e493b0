package org.decathlete.app.tune.network;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.decathlete.core.dataset.DatasetDescription;
import org.decathlete.core.fingerprint.Fingerprint;
import org.decathlete.core.plan.PlanConfiguration;
import org.decathlete.core.plan.Planner;
import org.decathlete.core.plan.PlannerPreset;

/** Plans patch, batch and topology for networks of another kind, depth or width. */
@FunctionalInterface
public interface NetworkPlanner {

    /** The plan under a preset; empty where that has no such configuration. */
    Optional<PlanConfiguration> plan(PlannerPreset preset);

    /** By nnU-Net's rules for a dataset, which remember what they have planned; may be used by several threads. */
    static NetworkPlanner of(DatasetDescription description, Fingerprint fingerprint, String configuration) {
        Map<PlannerPreset, Optional<PlanConfiguration>> known = new ConcurrentHashMap<>();
        return preset -> known.computeIfAbsent(
                preset,
                asked -> Optional.ofNullable(new Planner(asked)
                        .plan(description, fingerprint)
                        .configurations()
                        .get(configuration)));
    }
}
