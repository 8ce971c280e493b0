package org.decathlete.core.run;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.core.exc.StreamReadException;
import tools.jackson.core.exc.UnexpectedEndOfInputException;
import tools.jackson.databind.exc.InvalidFormatException;
import tools.jackson.databind.exc.MismatchedInputException;
import tools.jackson.databind.exc.UnrecognizedPropertyException;

/** What is wrong with a JSON text, in words: where, what stands there, and what should. */
public final class JsonProblem {
    private static final int SHOWN = 20;

    private JsonProblem() {}

    /** What is wrong with values that were read before; there is no place in a text. */
    public static String of(JacksonException failure) {
        return of(failure, new byte[0]);
    }

    /**
     * What is wrong.
     *
     * @param failure what reading it ended with
     * @param text the text, UTF-8; empty where it is not at hand
     */
    public static String of(JacksonException failure, byte[] text) {
        String words = new String(text, StandardCharsets.UTF_8);
        if (text.length > 0 && words.isBlank()) {
            return "is empty but for blanks";
        }
        String place = place(failure.getLocation());
        if (isCutOff(failure)) {
            return place + "it ends before its JSON does, as a file does that was cut off";
        }
        if (failure instanceof StreamReadException) {
            return place + "it is not valid JSON there" + near(words, failure.getLocation());
        }
        return place + field(failure.getPath()) + value(failure);
    }

    private static String place(@Nullable TokenStreamLocation location) {
        return location == null || location.getLineNr() < 1
                ? ""
                : "line " + location.getLineNr() + ", column " + location.getColumnNr() + ": ";
    }

    /** Between values the parser meets the end without an exception of its own. */
    private static boolean isCutOff(JacksonException failure) {
        return failure instanceof UnexpectedEndOfInputException
                || (failure instanceof StreamReadException
                        && String.valueOf(failure.getOriginalMessage()).startsWith("Unexpected end-of-input"));
    }

    /** The piece of the line that is not understood. */
    private static String near(String text, @Nullable TokenStreamLocation location) {
        List<String> lines = text.lines().toList();
        int number = location == null ? 0 : location.getLineNr();
        if (number < 1 || number > lines.size()) {
            return "";
        }
        String line = lines.get(number - 1);
        int at = location == null ? 0 : location.getColumnNr();
        int end = Math.min(line.length(), at + SHOWN);
        String piece =
                line.substring(Math.min(end, Math.max(0, at - SHOWN)), end).strip();
        return piece.isEmpty() ? "" : ", near " + printable(piece);
    }

    private static String printable(String piece) {
        return "`"
                + piece.codePoints()
                        .mapToObj(
                                one -> Character.isISOControl(one) ? "\\u%04x".formatted(one) : Character.toString(one))
                        .collect(Collectors.joining())
                + "`";
    }

    private static String field(List<JacksonException.Reference> path) {
        StringBuilder name = new StringBuilder();
        for (JacksonException.Reference step : path) {
            if (step.getPropertyName() == null) {
                name.append('[').append(step.getIndex()).append(']');
            } else {
                name.append(name.isEmpty() ? "" : ".").append(step.getPropertyName());
            }
        }
        return name.isEmpty() ? "" : "field " + name + ": ";
    }

    private static String value(JacksonException failure) {
        Throwable cause = failure.getCause();
        if (cause instanceof DecathleteException || cause instanceof IllegalArgumentException) {
            return String.valueOf(cause.getMessage());
        }
        if (cause instanceof NullPointerException) {
            return "something that it must have is missing";
        }
        if (failure instanceof UnrecognizedPropertyException) {
            return "it is not known";
        }
        if (failure instanceof InvalidFormatException format) {
            return "its value is " + format.getValue() + ", expected " + kind(format.getTargetType());
        }
        if (failure instanceof MismatchedInputException mismatch) {
            return "its value is of another kind, expected " + kind(mismatch.getTargetType());
        }
        return "it does not hold what was expected";
    }

    private static String kind(@Nullable Class<?> type) {
        if (type == null) {
            return "another";
        }
        if (type.isArray() || Iterable.class.isAssignableFrom(type)) {
            return "a list";
        }
        if (type == int.class || type == long.class || type == Integer.class || type == Long.class) {
            return "a whole number";
        }
        if (type.isPrimitive() || Number.class.isAssignableFrom(type)) {
            return type == boolean.class ? "true or false" : "a number";
        }
        if (type.isEnum()) {
            return "one of " + List.of(type.getEnumConstants());
        }
        return type == String.class ? "text" : type == Boolean.class ? "true or false" : "an object";
    }
}
