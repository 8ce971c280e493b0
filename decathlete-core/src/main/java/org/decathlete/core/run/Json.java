package org.decathlete.core.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamWriteFeature;
import tools.jackson.core.json.JsonReadFeature;
import tools.jackson.core.util.DefaultIndenter;
import tools.jackson.core.util.DefaultPrettyPrinter;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** JSON as all our files use it: strict, keys of records in declaration order, unknown fields of newer minor versions ignored. */
public final class Json {
    private static final JsonMapper MAPPER = JsonMapper.builder()
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .disable(MapperFeature.SORT_PROPERTIES_ALPHABETICALLY)
            // Double.toString gives other digits before Java 19 than since, and hashes are taken of what is written.
            .enable(StreamWriteFeature.USE_FAST_DOUBLE_WRITER)
            .build();

    private static final JsonMapper CANONICAL = MAPPER.rebuild()
            .enable(MapperFeature.SORT_PROPERTIES_ALPHABETICALLY)
            .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
            .build();

    private static final JsonMapper LENIENT =
            MAPPER.rebuild().enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS).build();

    private static final String REMEDY =
            "Correct it or put an earlier copy in its place; a file that Decathlete itself wrote can be deleted, and the same "
                    + "command makes it again";

    private Json() {}

    /** The mapper behind everything here; immutable and thread-safe. */
    public static JsonMapper mapper() {
        return MAPPER;
    }

    /** Indented by four spaces, one entry a line, as nnU-Net writes it. */
    public static String pretty(Object value) {
        DefaultIndenter indenter = new DefaultIndenter("    ", "\n");
        return MAPPER.writer()
                .with(new DefaultPrettyPrinter().withObjectIndenter(indenter).withArrayIndenter(indenter))
                .writeValueAsString(value);
    }

    /** One line with sorted keys: equal values give equal text, so that the text can be hashed. */
    public static String canonical(Object value) {
        JsonNode tree = MAPPER.valueToTree(value);
        return CANONICAL.writeValueAsString(CANONICAL.treeToValue(tree, Object.class));
    }

    /** Writes {@code value} indented, atomically. */
    public static void write(Path file, Object value) {
        AtomicFiles.writeString(file, pretty(value) + "\n");
    }

    /**
     * Reads a file as a tree.
     *
     * @throws DecathleteException of kind DATA when the file is absent or not JSON
     */
    public static JsonNode read(Path file) {
        return read(file, JsonNode.class);
    }

    /**
     * Reads a file as a record.
     *
     * @throws DecathleteException of kind DATA when the file is absent, not JSON, or not such a record
     */
    public static <T> T read(Path file, Class<T> type) {
        return read(file, type, MAPPER);
    }

    /**
     * Reads a file with the bare {@code NaN} and {@code Infinity} that Python writes, which are no JSON.
     *
     * @throws DecathleteException of kind DATA when the file is absent or not JSON but for these
     */
    public static JsonNode readLenient(Path file) {
        return read(file, JsonNode.class, LENIENT);
    }

    private static <T> T read(Path file, Class<T> type, JsonMapper mapper) {
        byte[] text = bytes(file);
        if (text.length == 0) {
            throw DecathleteException.data(file + " is empty. " + REMEDY);
        }
        try {
            return mapper.readValue(text, type);
        } catch (JacksonException e) {
            throw DecathleteException.data(file + ": " + JsonProblem.of(e, text) + ". " + REMEDY, e);
        }
    }

    private static byte[] bytes(Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (NoSuchFileException e) {
            throw DecathleteException.data(file + " does not exist", e);
        } catch (IOException e) {
            throw DecathleteException.data(file + " cannot be read (" + e + ")", e);
        }
    }
}
