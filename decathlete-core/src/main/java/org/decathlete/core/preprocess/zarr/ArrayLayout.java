package org.decathlete.core.preprocess.zarr;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.decathlete.core.run.DecathleteException;
import org.decathlete.core.run.Json;
import tools.jackson.databind.JsonNode;

/**
 * Shape and chunks of one stored array: the part of Zarr version 3's metadata that is used here (regular chunks, keys
 * {@code c.0.0.0}, little endian, zstd, CRC-32C).
 *
 * @param type element type
 * @param shape extent per axis, slowest first
 * @param chunk extent of a chunk per axis; chunks at the end are stored whole, padded with 0
 */
public record ArrayLayout(ElementType type, int[] shape, int[] chunk) {
    static final String FILE = "zarr.json";
    /** zstd level that aircompressor writes. */
    private static final int LEVEL = 3;
    /** Longest edge of a chunk of an image: 1 MiB of float32 for 64³. */
    private static final int LONGEST_EDGE = 64;

    /** Chunks of at most 64 voxels an edge, cut so that all are about equal; one channel each where there is a channel axis. */
    public static ArrayLayout ofVoxels(ElementType type, int... shape) {
        int[] chunk = new int[shape.length];
        for (int axis = 0; axis < shape.length; axis++) {
            int pieces = (shape[axis] + LONGEST_EDGE - 1) / LONGEST_EDGE;
            chunk[axis] = (shape[axis] + pieces - 1) / pieces;
        }
        if (shape.length == 4) {
            chunk[0] = 1;
        }
        return new ArrayLayout(type, shape.clone(), chunk);
    }

    /** Number of elements of a chunk. */
    int chunkLength() {
        return Arrays.stream(chunk).reduce(1, Math::multiplyExact);
    }

    /** Chunks along an axis. */
    int chunks(int axis) {
        return (shape[axis] + chunk[axis] - 1) / chunk[axis];
    }

    /** File name of a chunk. */
    static String key(int[] index) {
        StringBuilder key = new StringBuilder("c");
        for (int i : index) {
            key.append('.').append(i);
        }
        return key.toString();
    }

    /** The {@code zarr.json}. */
    Map<String, Object> metadata() {
        Map<String, Object> metadata = new TreeMap<>();
        metadata.put("zarr_format", 3);
        metadata.put("node_type", "array");
        metadata.put("shape", shape);
        metadata.put("data_type", type.zarrName());
        metadata.put("chunk_grid", Map.of("name", "regular", "configuration", Map.of("chunk_shape", chunk)));
        metadata.put("chunk_key_encoding", Map.of("name", "default", "configuration", Map.of("separator", ".")));
        metadata.put("fill_value", type == ElementType.FLOAT32 ? (Object) 0.0 : (Object) 0);
        metadata.put(
                "codecs",
                List.of(
                        Map.of("name", "bytes", "configuration", Map.of("endian", "little")),
                        Map.of("name", "zstd", "configuration", Map.of("level", LEVEL, "checksum", false)),
                        Map.of("name", "crc32c")));
        return metadata;
    }

    /**
     * Reads the {@code zarr.json} of an array that was written here.
     *
     * @throws DecathleteException of kind DATA when it is something else
     */
    static ArrayLayout read(Path folder) {
        JsonNode node = Json.read(folder.resolve(FILE));
        int[] shape = ints(node.path("shape"));
        int[] chunk = ints(node.at("/chunk_grid/configuration/chunk_shape"));
        ElementType type = Arrays.stream(ElementType.values())
                .filter(candidate ->
                        candidate.zarrName().equals(node.path("data_type").asString("")))
                .findFirst()
                .orElseThrow(() -> unusable(folder));
        boolean sound = shape.length == chunk.length
                && shape.length > 0
                && Arrays.stream(shape).allMatch(extent -> extent > 0)
                && Arrays.stream(chunk).allMatch(extent -> extent > 0)
                && node.path("codecs").size() == 3;
        if (!sound) {
            throw unusable(folder);
        }
        return new ArrayLayout(type, shape, chunk);
    }

    private static int[] ints(JsonNode list) {
        return IntStream.range(0, list.size()).map(i -> list.get(i).asInt(0)).toArray();
    }

    private static DecathleteException unusable(Path folder) {
        return DecathleteException.data(folder.resolve(FILE)
                + " does not describe an array of this program; delete the case's folder and preprocess again");
    }
}
