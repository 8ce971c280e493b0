package org.decathlete.nn.model;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.bytedeco.pytorch.Tensor;
import org.decathlete.core.run.DecathleteException;
import org.decathlete.core.run.Json;
import org.decathlete.nn.tensor.Tensors;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/**
 * The JSON head of a safetensors file.
 *
 * @param entries where each tensor lies, by name
 * @param metadata texts by key
 */
record SafetensorsHeader(Map<String, Entry> entries, Map<String, String> metadata) {
    private static final String METADATA = "__metadata__";
    private static final int ALIGNMENT = 8;

    /**
     * One tensor.
     *
     * @param begin first byte, counted from the end of the header
     * @param end byte after the last
     */
    record Entry(ElementType type, long[] shape, long begin, long end) {}

    static SafetensorsHeader of(Map<String, Tensor> tensors, Map<String, String> metadata) {
        Map<String, Entry> entries = new LinkedHashMap<>();
        long begin = 0;
        for (Map.Entry<String, Tensor> each : tensors.entrySet()) {
            Tensor tensor = each.getValue();
            ElementType type = ElementType.of(Tensors.type(tensor))
                    .orElseThrow(() -> new IllegalArgumentException(
                            "safetensors files hold no " + Tensors.type(tensor) + ", the type of " + each.getKey()));
            long end = begin + tensor.nbytes();
            entries.put(each.getKey(), new Entry(type, tensor.shape(), begin, end));
            begin = end;
        }
        return new SafetensorsHeader(entries, metadata);
    }

    /** UTF-8, padded with blanks so that the data are aligned. */
    byte[] json() {
        Map<String, Object> tree = new LinkedHashMap<>();
        if (!metadata.isEmpty()) {
            tree.put(METADATA, metadata);
        }
        entries.forEach((name, entry) -> {
            Map<String, Object> fields = new LinkedHashMap<>();
            fields.put("dtype", entry.type().name());
            fields.put("shape", entry.shape());
            fields.put("data_offsets", new long[] {entry.begin(), entry.end()});
            tree.put(name, fields);
        });
        byte[] text = Json.mapper().writeValueAsBytes(tree);
        byte[] padded = Arrays.copyOf(text, (text.length + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT);
        Arrays.fill(padded, text.length, padded.length, (byte) ' ');
        return padded;
    }

    /**
     * @param dataLength bytes after the header
     * @throws DecathleteException of kind DATA when it is not such a header or contradicts the file's length
     */
    static SafetensorsHeader parse(Path file, byte[] json, long dataLength) {
        JsonNode tree = tree(file, json);
        Map<String, Entry> entries = new LinkedHashMap<>();
        Map<String, String> metadata = new LinkedHashMap<>();
        long claimed = 0;
        for (Map.Entry<String, JsonNode> each : tree.properties()) {
            if (each.getKey().equals(METADATA)) {
                each.getValue()
                        .properties()
                        .forEach(text ->
                                metadata.put(text.getKey(), text.getValue().asString()));
            } else {
                Entry entry = entry(file, each.getKey(), each.getValue(), dataLength);
                claimed += entry.end() - entry.begin();
                require(claimed <= dataLength, file, each.getKey(), "overlaps another tensor");
                entries.put(each.getKey(), entry);
            }
        }
        return new SafetensorsHeader(entries, metadata);
    }

    private static JsonNode tree(Path file, byte[] json) {
        try {
            JsonNode tree = Json.mapper().readTree(new String(json, StandardCharsets.UTF_8));
            require(tree.isObject(), file, "the header", "is not a JSON object");
            return tree;
        } catch (JacksonException e) {
            throw DecathleteException.data(file + ": its safetensors header is not JSON; the file is damaged", e);
        }
    }

    private static Entry entry(Path file, String name, JsonNode node, long dataLength) {
        ElementType type = ElementType.ofName(node.path("dtype").asString(""))
                .orElseThrow(() -> inconsistent(file, name, "has the unknown dtype " + node.path("dtype")));
        long[] shape = longs(file, name, node.path("shape"));
        long[] offsets = longs(file, name, node.path("data_offsets"));
        require(offsets.length == 2, file, name, "needs two data_offsets");
        require(offsets[0] <= offsets[1] && offsets[1] <= dataLength, file, name, "reaches beyond the end of the file");
        long length = type.bytes();
        for (long extent : shape) {
            require(extent == 0 || length <= dataLength / extent, file, name, "claims more elements than the file has");
            length *= extent;
        }
        require(length == offsets[1] - offsets[0], file, name, "has a shape that contradicts its data_offsets");
        return new Entry(type, shape, offsets[0], offsets[1]);
    }

    private static long[] longs(Path file, String name, JsonNode node) {
        require(node.isArray() && node.size() <= 16, file, name, "lacks shape or data_offsets");
        long[] values = new long[node.size()];
        for (int i = 0; i < values.length; i++) {
            JsonNode value = node.get(i);
            require(value.isIntegralNumber() && value.canConvertToLong(), file, name, "has a field that is no integer");
            values[i] = value.longValue();
            require(values[i] >= 0, file, name, "has a negative extent or offset");
        }
        return values;
    }

    private static void require(boolean holds, Path file, String name, String problem) {
        if (!holds) {
            throw inconsistent(file, name, problem);
        }
    }

    private static DecathleteException inconsistent(Path file, String name, String problem) {
        return DecathleteException.data(file + ": " + name + " " + problem + "; the file is damaged");
    }
}
