package org.decathlete.nn.model.pth;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.bytedeco.pytorch.Tensor;
import org.decathlete.nn.model.elements.ElementType;
import org.decathlete.nn.model.pth.PythonValue.NumpyFloat;
import org.decathlete.nn.model.pth.PythonValue.OrderedDict;
import org.decathlete.nn.model.pth.PythonValue.Stored;
import org.decathlete.nn.model.pth.PythonValue.TorchDevice;
import org.decathlete.nn.model.pth.PythonValue.Tuple;
import org.decathlete.nn.tensor.Tensors;
import org.jspecify.annotations.Nullable;

/**
 * Writes values as a Python pickle of protocol 2, as {@code torch.save} does by default. Tensors become references to storages,
 * which are numbered in the order in which they are met.
 */
final class Pickler {
    private static final int PROTOCOL = 2;

    private final PickleOutput out = new PickleOutput();
    private final StorageNumbers storages;

    /** @param storages numbers those that are met */
    Pickler(StorageNumbers storages) {
        this.storages = storages;
    }

    /** The pickle of a tree. */
    byte[] pickle(@Nullable Object tree) {
        out.opcode(0x80).opcode(PROTOCOL);
        value(tree);
        out.opcode('.');
        return out.bytes();
    }

    private void value(@Nullable Object value) {
        if (value instanceof PythonValue special) {
            special(special);
        } else if (value instanceof Map<?, ?> map) {
            out.opcode('}');
            entries(map);
        } else if (value instanceof List<?> list) {
            out.opcode(']');
            grouped(list, 'e');
        } else {
            scalar(value);
        }
    }

    private void scalar(@Nullable Object value) {
        if (value == null) {
            out.opcode('N');
        } else if (value instanceof Boolean flag) {
            out.opcode(flag ? 0x88 : 0x89);
        } else if (value instanceof String text) {
            out.text(text);
        } else if (value instanceof Long || value instanceof Integer) {
            out.integer(((Number) value).longValue());
        } else if (value instanceof Double number) {
            out.real(number);
        } else {
            throw new IllegalArgumentException("no Python value for " + value.getClass());
        }
    }

    private void special(PythonValue value) {
        if (value instanceof Tuple tuple) {
            tuple(tuple.elements());
        } else if (value instanceof OrderedDict dictionary) {
            call("collections", "OrderedDict", List.of());
            entries(dictionary.entries());
            if (!dictionary.attributes().isEmpty()) {
                value(dictionary.attributes());
                out.opcode('b');
            }
        } else if (value instanceof Stored stored) {
            tensor(stored.tensor());
        } else if (value instanceof TorchDevice device) {
            call("torch", "device", List.of(device.type()));
        } else if (value instanceof NumpyFloat number) {
            numpy(number);
        }
    }

    private void entries(Map<?, ?> map) {
        if (map.isEmpty()) {
            return;
        }
        out.opcode('(');
        map.forEach((key, value) -> {
            value(key);
            value(value);
        });
        out.opcode('u');
    }

    private void grouped(List<?> values, char close) {
        if (!values.isEmpty()) {
            out.opcode('(');
            values.forEach(this::value);
            out.opcode(close);
        }
    }

    private void tuple(List<?> elements) {
        if (elements.isEmpty()) {
            out.opcode(')');
        } else {
            grouped(elements, 't');
        }
    }

    private void call(String module, String name, List<?> arguments) {
        out.global(module, name);
        tuple(arguments);
        out.opcode('R');
    }

    private void tensor(Tensor tensor) {
        ElementType type = ElementType.of(Tensors.type(tensor))
                .orElseThrow(
                        () -> new IllegalArgumentException("a tensor of elements that torch.save here cannot store"));
        long[] shape = tensor.shape();
        out.global("torch._utils", "_rebuild_tensor_v2").opcode('(').opcode('(');
        out.text("storage").global("torch", type.storage()).text(storages.of(tensor));
        out.text("cpu").integer(tensor.numel()).opcode('t').opcode('Q');
        out.integer(0);
        tuple(boxed(shape));
        tuple(boxed(contiguous(shape)));
        out.opcode(0x89);
        value(new OrderedDict(Map.of(), Map.of()));
        out.opcode('t').opcode('R');
    }

    /** numpy.core.multiarray.scalar(dtype, bytes); the bytes travel as Latin-1 text, as protocol 2 has no bytes. */
    private void numpy(NumpyFloat number) {
        ByteBuffer bytes = ByteBuffer.allocate(number.single() ? 4 : 8).order(ByteOrder.LITTLE_ENDIAN);
        if (number.single()) {
            bytes.putFloat((float) number.value());
        } else {
            bytes.putDouble(number.value());
        }
        out.global("numpy.core.multiarray", "scalar").opcode('(');
        call("numpy", "dtype", List.of(number.single() ? "f4" : "f8", false, true));
        out.opcode('(').integer(3).text("<").opcode('N').opcode('N').opcode('N');
        out.integer(-1).integer(-1).integer(0).opcode('t').opcode('b');
        call("_codecs", "encode", List.of(new String(bytes.array(), StandardCharsets.ISO_8859_1), "latin1"));
        out.opcode('t').opcode('R');
    }

    private static List<Long> boxed(long[] values) {
        return Arrays.stream(values).boxed().toList();
    }

    private static long[] contiguous(long[] shape) {
        long[] strides = new long[shape.length];
        long step = 1;
        for (int axis = shape.length - 1; axis >= 0; axis--) {
            strides[axis] = step;
            step *= shape[axis];
        }
        return strides;
    }

    /** Numbers storages in the order in which they are met; the same tensor object has one. */
    static final class StorageNumbers {
        private final IdentityHashMap<Tensor, String> numbers = new IdentityHashMap<>();
        private final Map<String, Tensor> tensors = new LinkedHashMap<>();

        String of(Tensor tensor) {
            String known = numbers.get(tensor);
            if (known != null) {
                return known;
            }
            String number = String.valueOf(numbers.size());
            numbers.put(tensor, number);
            tensors.put(number, tensor);
            return number;
        }

        /** Tensors by the number of their storage. */
        Map<String, Tensor> tensors() {
            return Collections.unmodifiableMap(tensors);
        }
    }
}
