package org.decathlete.core.io.text;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.decathlete.core.run.DecathleteException;

/** The fields of a header in text; case and blanks in their names do not matter. */
public final class HeaderFields {
    private final Path file;
    private final Map<String, String> values = new LinkedHashMap<>();

    /**
     * No fields yet.
     *
     * @param file of the header, for errors
     */
    public HeaderFields(Path file) {
        this.file = file;
    }

    /** Adds a field; the first of several with one name counts. */
    public void put(String name, String value) {
        values.putIfAbsent(normalised(name), value.strip());
    }

    /** The file of the header, as errors name it. */
    public Path file() {
        return file;
    }

    /** The value of a field; empty where it is absent. */
    public Optional<String> text(String name) {
        return Optional.ofNullable(values.get(normalised(name)));
    }

    /** Which of several names for one thing the header uses; the first where it uses none. */
    public String used(String... synonyms) {
        return Arrays.stream(synonyms)
                .filter(name -> values.containsKey(normalised(name)))
                .findFirst()
                .orElse(synonyms[0]);
    }

    /**
     * The field's value.
     *
     * @throws DecathleteException of kind DATA when it is absent
     */
    public String required(String name) {
        return text(name)
                .orElseThrow(() -> DecathleteException.data(
                        file + " has no field \"" + name + "\" in its header; export it again"));
    }

    /** The words of a field, divided by blanks; none where it is absent. */
    public List<String> words(String name) {
        return text(name)
                .filter(value -> !value.isEmpty())
                .map(value -> List.of(value.split("\\s+")))
                .orElse(List.of());
    }

    /**
     * The whole number of a field.
     *
     * @param otherwise what it counts as where it is absent
     * @throws DecathleteException of kind DATA when it is no whole number
     */
    public long wholeNumber(String name, long otherwise) {
        Optional<String> value = text(name);
        return value.isPresent() ? parseWhole(name, value.get()) : otherwise;
    }

    /**
     * The whole numbers of a field.
     *
     * @throws DecathleteException of kind DATA when it is absent or holds something else
     */
    public long[] wholeNumbers(String name) {
        required(name);
        return words(name).stream().mapToLong(word -> parseWhole(name, word)).toArray();
    }

    /**
     * The numbers of a field; none where it is absent.
     *
     * @throws DecathleteException of kind DATA when it holds something else
     */
    public double[] numbers(String name) {
        return words(name).stream().mapToDouble(word -> number(name, word)).toArray();
    }

    /**
     * One word of a field as a number; {@code nan} is one.
     *
     * @param name of the field, for the error
     * @throws DecathleteException of kind DATA when it is none
     */
    public double number(String name, String word) {
        try {
            return word.equalsIgnoreCase("nan") ? Double.NaN : Double.parseDouble(word);
        } catch (NumberFormatException e) {
            throw wrong(name, "where numbers are needed");
        }
    }

    /** An error about a field: {@code file has "field: value", …}. */
    public DecathleteException wrong(String name, String what) {
        return DecathleteException.data(file + " has \"" + declared(name) + "\", " + what);
    }

    /** An error about a key: {@code file has "key:=value", …}. */
    public DecathleteException wrongKey(String key, String value, String what) {
        return DecathleteException.data(file + " has \"" + key + ":=" + HeaderLines.excerpt(value) + "\", " + what);
    }

    /** A field with its value, for an error. */
    public String declared(String name) {
        return name + ": " + HeaderLines.excerpt(text(name).orElse(""));
    }

    private long parseWhole(String name, String word) {
        try {
            return Long.parseLong(word);
        } catch (NumberFormatException e) {
            throw wrong(name, "where whole numbers are needed");
        }
    }

    private static String normalised(String name) {
        return name.toLowerCase(Locale.ROOT).replace(" ", "").strip();
    }
}
