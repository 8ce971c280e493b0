package org.decathlete.nn.model.pth;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.decathlete.nn.model.elements.ElementType;
import org.jspecify.annotations.Nullable;

/**
 * The few names that a pickle may call. Each is rebuilt here from plain values; no other code runs, and any other name is refused.
 *
 * @param module Python module
 * @param name name in it
 */
record PickleGlobal(String module, String name) {

    /** @throws PickleException when the name is not on the list */
    static PickleGlobal of(String module, String name) {
        PickleGlobal global = new PickleGlobal(module, name);
        if (!global.isAllowed()) {
            throw new PickleException("wants to call " + module + "." + name
                    + ", which is not among the names that weights need and was not called; the file may be malicious");
        }
        return global;
    }

    private boolean isAllowed() {
        return switch (module) {
            case "collections" -> name.equals("OrderedDict");
            case "_codecs" -> name.equals("encode");
            case "builtins", "__builtin__" -> name.equals("set") || name.equals("frozenset");
            case "torch" ->
                name.equals("device")
                        || name.equals("Size")
                        || ElementType.ofStorage(name).isPresent();
            case "torch._utils" -> name.equals("_rebuild_tensor_v2") || name.equals("_rebuild_parameter");
            case "numpy" -> name.equals("dtype");
            case "numpy.core.multiarray", "numpy._core.multiarray" -> name.equals("scalar");
            default -> false;
        };
    }

    /** What the call would give, as a plain value. */
    @Nullable
    Object call(List<@Nullable Object> arguments) {
        return switch (name) {
            case "OrderedDict" -> map(arguments.isEmpty() ? List.of() : argument(arguments, 0, List.class));
            case "set", "frozenset" -> set(arguments.isEmpty() ? List.of() : argument(arguments, 0, List.class));
            case "encode" -> argument(arguments, 0, String.class).getBytes(StandardCharsets.ISO_8859_1);
            case "device" -> device(arguments);
            case "Size" -> argument(arguments, 0, List.class);
            case "_rebuild_tensor_v2" -> tensor(arguments);
            case "_rebuild_parameter" -> argument(arguments, 0, StoredTensor.class);
            case "dtype" -> new NumpyType(argument(arguments, 0, String.class));
            case "scalar" -> argument(arguments, 0, NumpyType.class).number(argument(arguments, 1, byte[].class));
            default -> throw new PickleException("calls the class of a storage, " + name);
        };
    }

    /** How much memory the call takes, about, in steps of an unpickler. */
    int cost(List<@Nullable Object> arguments) {
        Object first = arguments.isEmpty() ? null : arguments.get(0);
        return first instanceof String text
                ? text.length()
                : first instanceof List<?> list && !name.equals("Size") ? 8 * Math.min(list.size(), 1 << 26) : 0;
    }

    private static Object map(List<?> pairs) {
        Map<@Nullable Object, @Nullable Object> map = new LinkedHashMap<>();
        for (Object pair : pairs) {
            if (!(pair instanceof List<?> entry) || entry.size() != 2) {
                throw new PickleException("makes a map of something that is no list of pairs");
            }
            map.put(key(entry.get(0)), entry.get(1));
        }
        return map;
    }

    static Set<@Nullable Object> set(List<?> elements) {
        Set<@Nullable Object> set = new LinkedHashSet<>();
        elements.forEach(element -> set.add(key(element)));
        return set;
    }

    /** A value whose hash is cheap: anything nested could be made to take forever. */
    static @Nullable Object key(@Nullable Object value) {
        if (value == null || value instanceof String || value instanceof Number || value instanceof Boolean) {
            return value;
        }
        throw new PickleException("has a map or set with a key that is neither text nor number");
    }

    private static Object device(List<@Nullable Object> arguments) {
        String type = argument(arguments, 0, String.class);
        return arguments.size() > 1 ? type + ":" + arguments.get(1) : type;
    }

    private static Object tensor(List<@Nullable Object> arguments) {
        try {
            return new StoredTensor(
                    argument(arguments, 0, TorchStorage.class),
                    argument(arguments, 1, Long.class),
                    longs(argument(arguments, 2, List.class)),
                    longs(argument(arguments, 3, List.class)));
        } catch (IllegalArgumentException e) {
            throw new PickleException("has " + e.getMessage());
        }
    }

    private static long[] longs(List<?> values) {
        long[] result = new long[values.size()];
        for (int i = 0; i < result.length; i++) {
            if (!(values.get(i) instanceof Long value)) {
                throw new PickleException("has a shape that is not made of integers");
            }
            result[i] = value;
        }
        return result;
    }

    private static <T> T argument(List<@Nullable Object> arguments, int index, Class<T> type) {
        Object value = index < arguments.size() ? arguments.get(index) : null;
        if (!type.isInstance(value)) {
            throw new PickleException("calls a known name with arguments of the wrong kind");
        }
        return type.cast(value);
    }

    /** NumPy's type of one number, such as {@code f8}; little endian unless its state says otherwise. */
    record NumpyType(String code) {
        private static final Map<String, Integer> SIZES = Map.ofEntries(
                Map.entry("f8", 8),
                Map.entry("f4", 4),
                Map.entry("f2", 2),
                Map.entry("i8", 8),
                Map.entry("i4", 4),
                Map.entry("i2", 2),
                Map.entry("i1", 1),
                Map.entry("u4", 4),
                Map.entry("u2", 2),
                Map.entry("u1", 1),
                Map.entry("b1", 1));

        /** Applies the state that NumPy stores: version, byte order, and fields of no concern here. */
        void check(@Nullable Object state) {
            if (state instanceof List<?> fields && fields.size() > 1 && ">".equals(fields.get(1))) {
                throw new PickleException("has big-endian numbers");
            }
        }

        Object number(byte[] bytes) {
            Integer size = SIZES.get(code);
            if (size == null || size != bytes.length) {
                throw new PickleException("has a NumPy number of the type " + code + " in " + bytes.length + " bytes");
            }
            ByteBuffer buffer = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
            return switch (code) {
                case "f8" -> buffer.getDouble();
                case "f4" -> (double) buffer.getFloat();
                case "f2" -> half(buffer.getShort());
                case "i8" -> buffer.getLong();
                case "i4" -> (long) buffer.getInt();
                case "i2" -> (long) buffer.getShort();
                case "i1" -> (long) buffer.get();
                case "u4" -> Integer.toUnsignedLong(buffer.getInt());
                case "u2" -> (long) Short.toUnsignedInt(buffer.getShort());
                case "u1" -> (long) Byte.toUnsignedInt(buffer.get());
                default -> buffer.get() != 0;
            };
        }

        /** IEEE 754 binary16; Java reads it only since version 20. */
        private static double half(short bits) {
            int exponent = (bits >> 10) & 0x1f;
            int fraction = bits & 0x3ff;
            double magnitude = exponent == 0
                    ? Math.scalb((double) fraction, -24)
                    : exponent < 0x1f
                            ? Math.scalb(1 + fraction / 1024.0, exponent - 15)
                            : fraction == 0 ? Double.POSITIVE_INFINITY : Double.NaN;
            return bits < 0 ? -magnitude : magnitude;
        }
    }
}
