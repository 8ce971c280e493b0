package org.decathlete.core.plan;

/**
 * A planner preset that a jar brings. Implementations are found by {@link java.util.ServiceLoader}, listed under
 * {@code META-INF/services/org.decathlete.core.plan.PlannerPresetSource}; {@code --preset} takes them by name.
 */
public interface PlannerPresetSource {

    /** The preset. */
    PlannerPreset preset();
}
