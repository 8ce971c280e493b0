package org.decathlete.core.run;

import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * Everything of one kind that the jars on the class path bring, by name: ours and third parties', found by
 * {@link ServiceLoader} alike.
 *
 * @param what one of them in words, for messages
 * @param byName sorted by name
 * @param <T> the service
 */
public record Registry<T>(String what, Map<String, T> byName) {

    /**
     * Finds the implementations of a service.
     *
     * @param what one of them in words, such as {@code loss}
     * @param name the name of one
     * @throws IllegalStateException when two have the same name
     */
    public static <T> Registry<T> of(Class<T> service, String what, Function<T, String> name) {
        Map<String, T> found = new TreeMap<>();
        for (T one : ServiceLoader.load(service, service.getClassLoader())) {
            T other = found.put(name.apply(one), one);
            if (other != null) {
                throw new IllegalStateException(what + " \"" + name.apply(one) + "\" is registered twice: by "
                        + other.getClass().getName() + " and " + one.getClass().getName());
            }
        }
        return new Registry<>(what, Collections.unmodifiableMap(found));
    }

    /**
     * The one of this name.
     *
     * @throws DecathleteException of kind DATA when there is none
     */
    public T get(String name) {
        return Optional.ofNullable(byName.get(name))
                .orElseThrow(() -> DecathleteException.data(what + " \"" + name + "\" is not known here; known are "
                        + String.join(", ", byName.keySet()) + ". Add the jar that brings it to the class path."));
    }
}
