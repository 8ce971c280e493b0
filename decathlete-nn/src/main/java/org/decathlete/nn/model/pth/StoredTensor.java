package org.decathlete.nn.model.pth;

import java.util.Arrays;
import org.bytedeco.pytorch.LongOptional;
import org.bytedeco.pytorch.Tensor;
import org.decathlete.nn.model.elements.ElementType;
import org.decathlete.nn.tensor.Native;
import org.decathlete.nn.tensor.Scope;
import org.decathlete.nn.tensor.Tensors;

/**
 * A tensor of a {@code .pth} file: a view of a storage that it may share with others. Every index of it lies within the storage,
 * and it has no more elements than that, both checked when it was made.
 */
public final class StoredTensor {
    private static final int MOST_AXES = 64;

    private final TorchStorage storage;
    private final long offset;
    private final long[] shape;
    private final long[] strides;

    /** @throws IllegalArgumentException when the view reaches beyond the storage */
    StoredTensor(TorchStorage storage, long offset, long[] shape, long[] strides) {
        this.storage = storage;
        this.offset = offset;
        this.shape = shape.clone();
        this.strides = strides.clone();
        if (offset < 0 || shape.length != strides.length || shape.length > MOST_AXES || !lies(storage.elements())) {
            throw new IllegalArgumentException("a tensor of shape " + Arrays.toString(shape) + ", strides "
                    + Arrays.toString(strides) + " and offset " + offset + " does not lie within its storage of "
                    + storage.elements() + " elements");
        }
    }

    private boolean lies(long elements) {
        long last = offset;
        long count = 1;
        long product = 1;
        for (int axis = 0; axis < shape.length; axis++) {
            if (shape[axis] < 0 || strides[axis] < 0) {
                return false;
            }
            try {
                count = Math.multiplyExact(count, shape[axis]);
                // Axes beside an empty one count too: libtorch multiplies them all.
                product = Math.multiplyExact(product, Math.max(1, shape[axis]));
                last = Math.addExact(last, Math.multiplyExact(Math.max(0, shape[axis] - 1), strides[axis]));
            } catch (ArithmeticException e) {
                return false;
            }
        }
        return count == 0 ? offset <= elements : count <= elements && last < elements;
    }

    /** What its elements are. */
    public ElementType type() {
        return storage.type();
    }

    /** Extent per axis, slowest first. */
    public long[] shape() {
        return shape.clone();
    }

    TorchStorage storage() {
        return storage;
    }

    /** The tensor, as a view of its storage, which was read before. */
    Tensor of(Tensor elements) {
        return elements.as_strided(shape, strides, new LongOptional(offset));
    }

    /** A copy on the processor, contiguous, in this thread's open scope. */
    public Tensor toTensor() {
        Native.load();
        return of(storage.tensor()).contiguous();
    }

    /** The numbers as float32 in C order. */
    public float[] floats() {
        Native.load();
        try (Scope scope = Scope.open()) {
            return Tensors.floats(of(storage.tensor()));
        }
    }
}
