package org.decathlete.nn.model.safetensors;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.bytedeco.pytorch.Tensor;
import org.decathlete.core.run.Json;
import org.decathlete.nn.model.elements.ElementType;
import org.decathlete.nn.model.elements.TensorBytes;
import org.decathlete.nn.tensor.Tensors;
import tools.jackson.databind.node.ObjectNode;

/** The bytes of a safetensors file: widest elements first, then by name, so that equal content gives equal bytes. */
final class SafetensorsWriter {
    private final Map<String, Tensor> tensors = new LinkedHashMap<>();
    private final Map<String, ElementType> types;
    private final byte[] header;

    /**
     * @throws IllegalArgumentException when a tensor's element type or name cannot be stored
     */
    SafetensorsWriter(Map<String, Tensor> unordered, Map<String, String> metadata) {
        types = unordered.entrySet().stream()
                .collect(Collectors.toMap(Map.Entry::getKey, entry -> type(entry.getKey(), entry.getValue())));
        List<String> names = unordered.keySet().stream()
                .sorted(Comparator.<String>comparingInt(name -> -type(name).bytes())
                        .thenComparing(Comparator.naturalOrder()))
                .toList();
        for (String name : names) {
            tensors.put(name, java.util.Objects.requireNonNull(unordered.get(name)));
        }
        header = header(metadata);
    }

    void writeTo(OutputStream stream) throws IOException {
        stream.write(ByteBuffer.allocate(8)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(header.length)
                .array());
        stream.write(header);
        for (Map.Entry<String, Tensor> entry : tensors.entrySet()) {
            TensorBytes.write(entry.getValue(), type(entry.getKey()), stream);
        }
    }

    private byte[] header(Map<String, String> metadata) {
        ObjectNode json = Json.mapper().createObjectNode();
        json.set(SafetensorsHeader.METADATA, Json.mapper().valueToTree(new TreeMap<>(metadata)));
        long offset = 0;
        for (Map.Entry<String, Tensor> entry : tensors.entrySet()) {
            ElementType type = type(entry.getKey());
            long[] shape = entry.getValue().shape();
            long end = offset + SafetensorsEntry.size(type, shape);
            ObjectNode description = json.putObject(entry.getKey());
            description.put("dtype", type.name());
            description.set("shape", Json.mapper().valueToTree(shape));
            description.set("data_offsets", Json.mapper().valueToTree(new long[] {offset, end}));
            offset = end;
        }
        byte[] text = Json.mapper().writeValueAsBytes(json);
        // Spaces after the JSON, so that the widest elements are aligned when the file is mapped into memory.
        byte[] padded = Arrays.copyOf(text, (text.length + 7) / 8 * 8);
        Arrays.fill(padded, text.length, padded.length, (byte) ' ');
        if (padded.length > SafetensorsHeader.LONGEST) {
            throw new IllegalArgumentException(
                    "names and metadata take " + padded.length + " bytes, at most " + SafetensorsHeader.LONGEST);
        }
        return padded;
    }

    private ElementType type(String name) {
        return java.util.Objects.requireNonNull(types.get(name));
    }

    private static ElementType type(String name, Tensor tensor) {
        if (name.equals(SafetensorsHeader.METADATA)) {
            throw new IllegalArgumentException("a tensor cannot be named " + name);
        }
        return ElementType.of(Tensors.type(tensor))
                .orElseThrow(() ->
                        new IllegalArgumentException(name + " has elements that safetensors files here do not store"));
    }
}
