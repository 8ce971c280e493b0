package org.decathlete.core.spec;

import java.util.Collections;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.TreeMap;
import org.decathlete.core.run.DecathleteException;
import org.decathlete.core.run.Json;
import tools.jackson.core.JacksonException;

/** The kinds of networks that are known here, and their specs as JSON: the record's fields and {@code type}. */
public final class NetworkSpecs {
    private static final Map<String, NetworkSpecType> TYPES = load();

    private NetworkSpecs() {}

    /** Known kinds by name. */
    public static Map<String, NetworkSpecType> types() {
        return TYPES;
    }

    /** The spec as one line of JSON. */
    public static String toJson(NetworkSpec spec) {
        return Json.mapper().writerFor(NetworkSpec.class).writeValueAsString(spec);
    }

    /**
     * Reads a spec of any known kind.
     *
     * @throws DecathleteException of kind DATA when the text is no spec, or one of an unknown kind
     */
    public static NetworkSpec fromJson(String json) {
        try {
            return Json.mapper().readValue(json, NetworkSpec.class);
        } catch (JacksonException e) {
            throw DecathleteException.data("not the description of a network: " + e.getOriginalMessage(), e);
        }
    }

    /**
     * The kind of this name.
     *
     * @throws DecathleteException of kind DATA when there is none
     */
    static NetworkSpecType type(String name) {
        NetworkSpecType type = TYPES.get(name);
        if (type == null) {
            throw DecathleteException.data("network type \"" + name + "\" is not known here; known are "
                    + String.join(", ", TYPES.keySet()) + ". Add the jar that brings it to the class path.");
        }
        return type;
    }

    private static Map<String, NetworkSpecType> load() {
        TreeMap<String, NetworkSpecType> types = new TreeMap<>();
        for (NetworkSpecType type : ServiceLoader.load(NetworkSpecType.class, NetworkSpecs.class.getClassLoader())) {
            NetworkSpecType other = types.put(type.name(), type);
            if (other != null) {
                throw new IllegalStateException("network type \"" + type.name() + "\" is registered twice: by "
                        + other.getClass().getName() + " and " + type.getClass().getName());
            }
        }
        return Collections.unmodifiableSortedMap(types);
    }
}
