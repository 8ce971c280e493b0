package org.decathlete.nn.model.safetensors;

import java.util.Arrays;
import org.decathlete.nn.model.elements.ElementType;
import tools.jackson.databind.JsonNode;

/**
 * One tensor as the header of a safetensors file describes it.
 *
 * @param begin first byte, counted from the end of the header
 * @param end one past the last byte
 */
record SafetensorsEntry(ElementType type, long[] shape, long begin, long end) {
    private static final int MOST_AXES = 64;

    /**
     * @throws IllegalArgumentException when the description is not one, or its sizes contradict each other
     */
    static SafetensorsEntry of(JsonNode json) {
        require(json.isObject(), "is not an object");
        JsonNode name = json.path("dtype");
        require(name.isString(), "has no dtype");
        ElementType type = ElementType.ofName(name.asString())
                .orElseThrow(() -> new IllegalArgumentException(
                        "has dtype " + name.asString() + ", expected one of " + Arrays.toString(ElementType.values())));
        long[] shape = numbers(json.path("shape"), "shape");
        require(shape.length <= MOST_AXES, "has a shape of " + shape.length + " axes");
        long[] offsets = numbers(json.path("data_offsets"), "data_offsets");
        require(offsets.length == 2 && offsets[0] <= offsets[1], "has data_offsets that are not a begin and an end");
        SafetensorsEntry entry = new SafetensorsEntry(type, shape, offsets[0], offsets[1]);
        require(
                entry.end - entry.begin == size(type, shape),
                "has data_offsets of " + (entry.end - entry.begin) + " bytes, its dtype and shape need "
                        + size(type, shape));
        return entry;
    }

    /** Bytes of a tensor. */
    static long size(ElementType type, long[] shape) {
        long bytes = type.bytes();
        boolean empty = false;
        for (long extent : shape) {
            empty |= extent == 0;
            try {
                // Axes beside an empty one count too: strides are computed from them.
                bytes = Math.multiplyExact(bytes, Math.max(1, extent));
            } catch (ArithmeticException e) {
                throw new IllegalArgumentException("has a shape beyond all memory", e);
            }
        }
        return empty ? 0 : bytes;
    }

    private static long[] numbers(JsonNode json, String field) {
        require(json.isArray(), "has no list " + field);
        long[] numbers = new long[json.size()];
        for (int i = 0; i < numbers.length; i++) {
            JsonNode number = json.get(i);
            require(
                    number.isIntegralNumber() && number.canConvertToLong() && number.asLong() >= 0,
                    "has " + number + " in " + field);
            numbers[i] = number.asLong();
        }
        return numbers;
    }

    private static void require(boolean condition, String otherwise) {
        if (!condition) {
            throw new IllegalArgumentException(otherwise);
        }
    }
}
