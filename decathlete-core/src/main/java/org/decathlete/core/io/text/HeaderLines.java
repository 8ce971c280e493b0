package org.decathlete.core.io.text;

import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** The lines of a header in text, one after the other, and the place in the file that each ends at. */
public final class HeaderLines {
    private static final int LONGEST_SHOWN = 80;

    private final byte[] bytes;
    private int place;

    /** The lines of a file that begins with these bytes. */
    public HeaderLines(byte[] bytes) {
        this.bytes = bytes;
    }

    /** The next line without its end; empty where the bytes have run out. */
    public Optional<String> next() {
        if (place >= bytes.length) {
            return Optional.empty();
        }
        int end = place;
        while (end < bytes.length && bytes[end] != '\n') {
            end++;
        }
        int length = end > place && bytes[end - 1] == '\r' ? end - 1 - place : end - place;
        String line = new String(bytes, place, length, StandardCharsets.UTF_8);
        place = Math.min(end + 1, bytes.length);
        return Optional.of(line);
    }

    /** The start of a line for an error message, without what could confuse a terminal. */
    public static String excerpt(String line) {
        String start = line.length() > LONGEST_SHOWN ? line.substring(0, LONGEST_SHOWN) + "…" : line;
        return start.replaceAll("\\p{Cntrl}|\\uFFFD", "?");
    }

    /** Where the next line starts, counted in bytes. */
    public int place() {
        return place;
    }
}
