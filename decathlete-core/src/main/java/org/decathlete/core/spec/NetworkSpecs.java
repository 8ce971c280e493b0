package org.decathlete.core.spec;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.decathlete.core.run.DecathleteException;
import org.decathlete.core.run.Json;
import org.decathlete.core.run.JsonProblem;
import org.decathlete.core.run.Registry;
import tools.jackson.core.JacksonException;

/** The kinds of networks that are known here, and their specs as JSON: the record's fields and {@code type}. */
public final class NetworkSpecs {
    private static final Registry<NetworkSpecType> TYPES =
            Registry.of(NetworkSpecType.class, "network type", NetworkSpecType::name);

    private NetworkSpecs() {}

    /** Known kinds by name. */
    public static Map<String, NetworkSpecType> types() {
        return TYPES.byName();
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
            throw DecathleteException.data(
                    "not the description of a network: " + JsonProblem.of(e, json.getBytes(StandardCharsets.UTF_8)), e);
        }
    }

    /**
     * The kind of this name.
     *
     * @throws DecathleteException of kind DATA when there is none
     */
    static NetworkSpecType type(String name) {
        return TYPES.get(name);
    }
}
