package org.decathlete.core.postprocess;

import java.util.Collections;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.TreeMap;
import org.decathlete.core.run.DecathleteException;

/** The ensemble rules that are known here. */
public final class EnsembleRules {
    private static final Map<String, EnsembleRule> RULES = load();

    private EnsembleRules() {}

    /** Known rules by name. */
    public static Map<String, EnsembleRule> all() {
        return RULES;
    }

    /**
     * The rule of this name.
     *
     * @throws DecathleteException of kind DATA when there is none
     */
    public static EnsembleRule named(String name) {
        EnsembleRule rule = RULES.get(name);
        if (rule == null) {
            throw DecathleteException.data("ensemble rule \"" + name + "\" is not known here; known are "
                    + String.join(", ", RULES.keySet()) + ". Add the jar that brings it to the class path.");
        }
        return rule;
    }

    private static Map<String, EnsembleRule> load() {
        TreeMap<String, EnsembleRule> rules = new TreeMap<>();
        for (EnsembleRule rule : ServiceLoader.load(EnsembleRule.class, EnsembleRules.class.getClassLoader())) {
            EnsembleRule other = rules.put(rule.name(), rule);
            if (other != null) {
                throw new IllegalStateException("ensemble rule \"" + rule.name() + "\" is registered twice: by "
                        + other.getClass().getName() + " and " + rule.getClass().getName());
            }
        }
        return Collections.unmodifiableSortedMap(rules);
    }
}
