package org.decathlete.nn.tensor;

import org.bytedeco.javacpp.Pointer;
import org.bytedeco.javacpp.PointerScope;
import org.jspecify.annotations.Nullable;

/**
 * The lifetime of native objects: every tensor made on this thread while a scope is open is freed when it closes, unless
 * it was {@linkplain #keep kept}. Scopes nest; one per training step, one per inference tile. The garbage collector does not see
 * native memory, so nothing outside a scope may make tensors in a loop.
 *
 * <p>Cached or static native objects must be kept, or the scope in which they happened to be made frees them.
 */
public final class Scope implements AutoCloseable {
    private final @Nullable PointerScope outer = PointerScope.getInnerScope();
    private final PointerScope pointers = new PointerScope();

    /** Opens a scope on this thread. */
    public static Scope open() {
        return new Scope();
    }

    private Scope() {}

    /** Lets {@code object} outlive all open scopes; whoever holds it closes it. */
    public static <T extends Pointer> T keep(T object) {
        object.retainReference();
        return object;
    }

    /**
     * Lets {@code object}, made in this scope, live on in the scope around it, or, where there is none, until someone closes it.
     *
     * @param object the one that owns its memory: not what an in-place operation returns, which is another object for the same
     */
    public <T extends Pointer> T pass(T object) {
        if (outer == null) {
            keep(object);
        } else {
            outer.attach(object);
        }
        pointers.detach(object);
        return object;
    }

    /** Number of native objects alive, for leak checks. */
    public static long liveObjects() {
        return Pointer.totalCount();
    }

    @Override
    public void close() {
        pointers.close();
    }
}
