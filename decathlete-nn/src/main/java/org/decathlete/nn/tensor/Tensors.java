package org.decathlete.nn.tensor;

import java.util.Arrays;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.javacpp.LongPointer;
import org.bytedeco.javacpp.ShortPointer;
import org.bytedeco.pytorch.BoolOptional;
import org.bytedeco.pytorch.DeviceOptional;
import org.bytedeco.pytorch.MemoryFormatOptional;
import org.bytedeco.pytorch.ScalarTypeOptional;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptions;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;

/** Between Java arrays and tensors. Arrays are in C order: the last axis is the fastest. */
public final class Tensors {

    private Tensors() {}

    /** An uninitialised tensor. */
    public static Tensor empty(ScalarType type, Device device, long... shape) {
        return torch.empty(shape, options(type, device), new MemoryFormatOptional());
    }

    /** A tensor of zeros. */
    public static Tensor zeros(ScalarType type, Device device, long... shape) {
        return torch.zeros(shape, options(type, device));
    }

    /** Edges along the spatial axes of a tensor whose first two are samples and channels. */
    public static int[] extents(Tensor tensor) {
        return Arrays.stream(tensor.shape()).skip(2).mapToInt(Math::toIntExact).toArray();
    }

    /** A float32 tensor on the processor with a copy of {@code values}. */
    public static Tensor of(float[] values, long... shape) {
        Tensor tensor = empty(ScalarType.Float, Device.CPU, checked(values.length, shape));
        tensor.data_ptr_float().put(values, 0, values.length);
        return tensor;
    }

    /** An int16 tensor on the processor with a copy of {@code values}, as label maps travel. */
    public static Tensor of(short[] values, long... shape) {
        Tensor tensor = empty(ScalarType.Short, Device.CPU, checked(values.length, shape));
        tensor.data_ptr_short().put(values, 0, values.length);
        return tensor;
    }

    /** An int64 tensor on the processor with a copy of {@code values}. */
    public static Tensor of(long[] values, long... shape) {
        Tensor tensor = empty(ScalarType.Long, Device.CPU, checked(values.length, shape));
        tensor.data_ptr_long().put(values, 0, values.length);
        return tensor;
    }

    /**
     * A float32 tensor on a device with a copy of {@code values}. A GPU fetches it by itself from memory that the system may not move;
     * nothing waits for it.
     */
    public static Tensor on(Device device, float[] values, int count, long... shape) {
        Tensor tensor = onTheWay(ScalarType.Float, device, checked(count, shape));
        tensor.data_ptr_float().put(values, 0, count);
        return sent(tensor, device);
    }

    /** The same of int16. */
    public static Tensor on(Device device, short[] values, long... shape) {
        Tensor tensor = onTheWay(ScalarType.Short, device, checked(values.length, shape));
        tensor.data_ptr_short().put(values, 0, values.length);
        return sent(tensor, device);
    }

    /** An uninitialised tensor on the processor from which {@code device} can fetch by itself. */
    private static Tensor onTheWay(ScalarType type, Device device, long... shape) {
        TensorOptions options = options(type, Device.CPU);
        return torch.empty(
                shape,
                device.cuda() ? options.pinned_memory(new BoolOptional(true)) : options,
                new MemoryFormatOptional());
    }

    /** libtorch keeps page-locked memory from being used again until the copy is done. */
    private static Tensor sent(Tensor tensor, Device device) {
        return device.cuda()
                ? tensor.to(options(type(tensor), device), true, false, new MemoryFormatOptional())
                : tensor;
    }

    /**
     * Overwrites part of a contiguous float32 tensor on the processor.
     *
     * @param offset first element of the tensor, in C order
     */
    public static void write(Tensor target, long offset, float[] values, int from, int count) {
        requireRoom(target, ScalarType.Float, offset, count);
        FloatPointer pointer = target.data_ptr_float();
        pointer.position(offset).put(values, from, count);
    }

    /** Overwrites part of a contiguous int16 tensor on the processor. */
    public static void write(Tensor target, long offset, short[] values, int from, int count) {
        requireRoom(target, ScalarType.Short, offset, count);
        ShortPointer pointer = target.data_ptr_short();
        pointer.position(offset).put(values, from, count);
    }

    /** All values as float32 in C order, whatever the tensor's type, layout and device. */
    public static float[] floats(Tensor tensor) {
        float[] values = new float[Math.toIntExact(tensor.numel())];
        read(tensor, values);
        return values;
    }

    /**
     * All values as float32 in C order, into the beginning of an array.
     *
     * @param target at least as many elements as the tensor has
     */
    public static void read(Tensor tensor, float[] target) {
        try (Scope scope = Scope.open()) {
            onProcessor(tensor, ScalarType.Float).data_ptr_float().get(target, 0, Math.toIntExact(tensor.numel()));
        }
    }

    /** All values as int16 in C order, whatever the tensor's integer type, layout and device. */
    public static short[] shorts(Tensor tensor) {
        short[] values = new short[Math.toIntExact(tensor.numel())];
        try (Scope scope = Scope.open()) {
            onProcessor(tensor, ScalarType.Short).data_ptr_short().get(values, 0, values.length);
        }
        return values;
    }

    /** All values as int64 in C order. */
    public static long[] longs(Tensor tensor) {
        long[] values = new long[Math.toIntExact(tensor.numel())];
        try (Scope scope = Scope.open()) {
            LongPointer pointer = onProcessor(tensor, ScalarType.Long).data_ptr_long();
            pointer.get(values, 0, values.length);
        }
        return values;
    }

    /** The tensor itself where it is on {@code device} already, otherwise a copy there. */
    public static Tensor to(Tensor tensor, Device device) {
        return tensor.is_cuda() == device.cuda()
                ? tensor
                : tensor.to(options(type(tensor), device), false, false, new MemoryFormatOptional());
    }

    /** The tensor itself where it has this type already, otherwise a converted copy that keeps the layout. */
    public static Tensor to(Tensor tensor, ScalarType type) {
        return type(tensor) == type ? tensor : tensor.to(type);
    }

    /** Element type; libtorch's own getter returns enum objects that are not equal to the constants. */
    public static ScalarType type(Tensor tensor) {
        return tensor.scalar_type().intern();
    }

    /** Options for factory functions. */
    public static TensorOptions options(ScalarType type, Device device) {
        return new TensorOptions().dtype(new ScalarTypeOptional(type)).device(new DeviceOptional(device.handle()));
    }

    private static Tensor onProcessor(Tensor tensor, ScalarType type) {
        return to(to(tensor.detach(), Device.CPU), type).contiguous();
    }

    private static void requireRoom(Tensor target, ScalarType type, long offset, long count) {
        if (type(target) != type || target.is_cuda() || !target.is_contiguous()) {
            throw new IllegalArgumentException(
                    "expected a contiguous tensor of type " + type + " on the processor, got " + type(target));
        }
        if (offset < 0 || offset + count > target.numel()) {
            throw new IndexOutOfBoundsException(
                    offset + " + " + count + " of a tensor with " + target.numel() + " elements");
        }
    }

    private static long[] checked(long length, long[] shape) {
        long product = 1;
        for (long extent : shape) {
            product = Math.multiplyExact(product, extent);
        }
        if (product != length) {
            throw new IllegalArgumentException(
                    length + " values do not fill the shape " + java.util.Arrays.toString(shape));
        }
        return shape;
    }
}
