package org.decathlete.nn.model.safetensors;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.decathlete.core.run.Json;
import org.decathlete.core.run.JsonProblem;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;

/**
 * The header of a safetensors file, checked: every tensor lies within the file, none over another, and no byte is left over.
 *
 * @param entries by name, in the order of their bytes
 * @param metadata free texts
 * @param dataStart where the bytes begin in the file
 */
record SafetensorsHeader(Map<String, SafetensorsEntry> entries, Map<String, String> metadata, long dataStart) {
    static final String METADATA = "__metadata__";
    /** The format itself allows 100 MB; a header of 100,000 tensors has a tenth of that. */
    static final int LONGEST = 1 << 24;

    /**
     * Reads it.
     *
     * @throws IllegalArgumentException when the file is damaged; the message says where
     */
    static SafetensorsHeader read(FileChannel channel) throws IOException {
        long size = channel.size();
        long length = size < 8
                ? 0
                : ByteBuffer.wrap(bytes(channel, 0, 8))
                        .order(ByteOrder.LITTLE_ENDIAN)
                        .getLong();
        if (length < 2 || length > LONGEST || length > size - 8) {
            throw new IllegalArgumentException(
                    "is no safetensors file: its header would take " + length + " bytes, the file has " + size);
        }
        JsonNode json = parse(bytes(channel, 8, (int) length));
        Map<String, String> metadata = new LinkedHashMap<>();
        Map<String, SafetensorsEntry> entries = new LinkedHashMap<>();
        json.forEachEntry((name, value) -> {
            if (name.equals(METADATA)) {
                readMetadata(value, metadata);
            } else {
                entries.put(name, entry(name, value));
            }
        });
        return new SafetensorsHeader(inOrder(entries, size - 8 - length), metadata, 8 + length);
    }

    private static JsonNode parse(byte[] header) throws IOException {
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(header))
                    .toString();
            JsonNode json = Json.mapper()
                    .reader()
                    .with(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .with(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                    .readTree(text);
            if (json.isObject()) {
                return json;
            }
        } catch (JacksonException e) {
            throw new IllegalArgumentException("has a damaged header: " + JsonProblem.of(e, header), e);
        } catch (CharacterCodingException e) {
            throw new IllegalArgumentException("has a damaged header that is no UTF-8 text", e);
        }
        throw new IllegalArgumentException("has a header that is no JSON object");
    }

    private static void readMetadata(JsonNode json, Map<String, String> metadata) {
        if (!json.isObject()) {
            throw new IllegalArgumentException("has a " + METADATA + " that is no JSON object");
        }
        json.forEachEntry((name, value) -> {
            if (!value.isString()) {
                throw new IllegalArgumentException("has a " + METADATA + " whose \"" + name + "\" is no text");
            }
            metadata.put(name, value.asString());
        });
    }

    private static SafetensorsEntry entry(String name, JsonNode value) {
        try {
            return SafetensorsEntry.of(value);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("has a damaged header: tensor \"" + name + "\" " + e.getMessage(), e);
        }
    }

    private static Map<String, SafetensorsEntry> inOrder(Map<String, SafetensorsEntry> entries, long dataLength) {
        List<Map.Entry<String, SafetensorsEntry>> sorted = new ArrayList<>(entries.entrySet());
        sorted.sort(Comparator.<Map.Entry<String, SafetensorsEntry>>comparingLong(
                        entry -> entry.getValue().begin())
                .thenComparingLong(entry -> entry.getValue().end()));
        Map<String, SafetensorsEntry> ordered = new LinkedHashMap<>();
        long end = 0;
        for (Map.Entry<String, SafetensorsEntry> entry : sorted) {
            if (entry.getValue().begin() != end) {
                throw new IllegalArgumentException("has a damaged header: tensor \"" + entry.getKey()
                        + "\" begins at byte " + entry.getValue().begin() + " of the data, expected " + end);
            }
            end = entry.getValue().end();
            ordered.put(entry.getKey(), entry.getValue());
        }
        if (end != dataLength) {
            throw new IllegalArgumentException(
                    "has " + dataLength + " bytes of data, its header describes " + end + "; it seems to be cut off");
        }
        return ordered;
    }

    private static byte[] bytes(FileChannel channel, long position, int length) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate(length);
        while (buffer.hasRemaining()) {
            if (channel.read(buffer, position + buffer.position()) < 0) {
                throw new EOFException("it ends within its header");
            }
        }
        return buffer.array();
    }
}
