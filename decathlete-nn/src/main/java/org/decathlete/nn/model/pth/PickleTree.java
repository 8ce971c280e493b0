package org.decathlete.nn.model.pth;

import java.util.Collection;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Checks of what an {@link Unpickler} gave. */
final class PickleTree {
    private static final int DEEPEST = 100;

    private PickleTree() {}

    /** @throws PickleException when something contains itself, is nested absurdly deep, or is no plain value */
    static void requirePlain(@Nullable Object tree) {
        visit(tree, 0, new IdentityHashMap<>());
    }

    private static void visit(@Nullable Object value, int depth, IdentityHashMap<Object, Boolean> finished) {
        if (!isPlain(value)) {
            throw new PickleException("holds parts of objects instead of values");
        }
        Collection<?> children = children(value);
        if (value == null || children.isEmpty() || finished.containsKey(value)) {
            return;
        }
        if (depth > DEEPEST) {
            throw new PickleException("is nested more than " + DEEPEST + " deep, or contains itself");
        }
        for (Object child : children) {
            visit(child, depth + 1, finished);
        }
        finished.put(value, true);
    }

    private static boolean isPlain(@Nullable Object value) {
        return value == null
                || value instanceof Map<?, ?>
                || value instanceof Collection<?>
                || value instanceof String
                || value instanceof Number
                || value instanceof Boolean
                || value instanceof byte[]
                || value instanceof StoredTensor;
    }

    private static Collection<?> children(@Nullable Object value) {
        if (value instanceof Map<?, ?> map) {
            return map.values();
        }
        // The elements of sets are scalars.
        return value instanceof Collection<?> collection && !(value instanceof Set<?>) ? collection : List.of();
    }
}
