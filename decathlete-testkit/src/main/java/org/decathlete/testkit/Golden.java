package org.decathlete.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Assumptions;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Finds the golden fixtures: numbers made by the field's reference implementations. They lie beside a checkout and are not part
 * of the repository; {@code -Ddecathlete.golden=DIR} names another set of the same layout. Where they are absent a test is
 * skipped with a reason, or fails under {@code -Ddecathlete.golden.required=true}.
 */
public final class Golden {
    private static final JsonMapper MAPPER = new JsonMapper();

    private Golden() {}

    /** The folder of one suite, such as {@code resample}; skips or fails the test where it is absent. */
    public static Path suite(String name) {
        return require(property("decathlete.golden").resolve(name), "golden suite " + name);
    }

    /**
     * One file of a suite; skips the test where this set of fixtures has the suite but not the file, and fails it where fixtures are
     * required and the suite is empty.
     */
    public static Path file(String suite, String name) {
        Path folder = suite(suite);
        Path file = folder.resolve(name);
        if (Files.notExists(file)) {
            String reason = "golden/" + suite + " has no " + name;
            if (required() && files(folder, "").isEmpty()) {
                throw new AssertionError(reason + ", nor any other file");
            }
            System.out.println(reason + ": skipped");
            Assumptions.abort(reason);
        }
        return file;
    }

    /** The volumes behind golden/fingerprint, in MSD layout; skips or fails the test where they are absent. */
    public static Path data() {
        return require(property("decathlete.golden.data"), "golden data");
    }

    /** Files of a suite whose name ends so, sorted; fails where none is found although they are required. */
    public static List<Path> files(Path folder, String ending) {
        try (Stream<Path> found = Files.walk(folder)) {
            return found.filter(Files::isRegularFile)
                    .filter(file -> file.getFileName().toString().endsWith(ending))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Says how many cases of a suite ran; fails where none did although they are required. */
    public static void report(String suite, int ran, int found) {
        System.out.println("golden/" + suite + ": ran " + ran + " of " + found + " cases found");
        if (ran == 0 && required()) {
            throw new AssertionError("golden/" + suite + " ran no case, and golden fixtures are required");
        }
    }

    /** Says that a case belongs to something this version does not have. */
    public static void skipped(String suite, String name, String reason) {
        System.out.println("golden/" + suite + ": skipped " + name + " (" + reason + ")");
    }

    /** A JSON file as a tree. */
    public static JsonNode json(Path file) {
        return MAPPER.readTree(file.toFile());
    }

    /** An array of whole numbers in such a tree. */
    public static int[] ints(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false)
                .mapToInt(JsonNode::asInt)
                .toArray();
    }

    /** A number, also one of those that JSON cannot hold and that the fixtures write as a text: NaN, Infinity, -Infinity. */
    public static double number(JsonNode node) {
        return node.isString() ? Double.parseDouble(node.stringValue()) : node.doubleValue();
    }

    private static Path require(Path folder, String what) {
        if (!Files.isDirectory(folder)) {
            String reason = what + " not found at " + folder.normalize();
            if (required()) {
                throw new AssertionError(reason);
            }
            Assumptions.abort(reason);
        }
        return folder;
    }

    private static boolean required() {
        return Boolean.getBoolean("decathlete.golden.required");
    }

    private static Path property(String key) {
        return Path.of(System.getProperty(key, "../shared/absent-without-maven"));
    }
}
