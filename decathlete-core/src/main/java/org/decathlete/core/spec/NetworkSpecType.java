package org.decathlete.core.spec;

/**
 * A kind of network that specs can describe. Implementations are found by {@link java.util.ServiceLoader}: a jar that lists one
 * under {@code META-INF/services/org.decathlete.core.spec.NetworkSpecType} adds its kind to every file of ours.
 */
public interface NetworkSpecType {

    /** The name in the JSON field {@code type}; equals {@link NetworkSpec#type()} of its specs. */
    String name();

    /** The record that holds such a spec. */
    Class<? extends NetworkSpec> record();
}
