package org.decathlete.search.store;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Comma-separated values (RFC 4180): fields with a comma, a quote or a line break stand in quotes, quotes within them are doubled. */
final class Csv {

    private Csv() {}

    static String write(List<List<String>> rows) {
        return rows.stream()
                .map(row -> row.stream().map(Csv::quoted).collect(Collectors.joining(",")) + "\r\n")
                .collect(Collectors.joining());
    }

    /** Rows and their fields; line breaks of any kind end a row outside of quotes. */
    static List<List<String>> read(String text) {
        List<List<String>> rows = new ArrayList<>();
        List<String> row = new ArrayList<>();
        StringBuilder field = new StringBuilder();
        boolean quoted = false;
        boolean begun = false;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (quoted && c == '"' && i + 1 < text.length() && text.charAt(i + 1) == '"') {
                field.append('"');
                i++;
            } else if (c == '"') {
                quoted = !quoted;
                begun = true;
            } else if (quoted) {
                field.append(c);
            } else if (c == ',') {
                row.add(field.toString());
                field.setLength(0);
                begun = true;
            } else if (c == '\n' || c == '\r') {
                if (begun) {
                    row.add(field.toString());
                    rows.add(row);
                    row = new ArrayList<>();
                    field.setLength(0);
                    begun = false;
                }
            } else {
                field.append(c);
                begun = true;
            }
        }
        if (quoted) {
            throw new IllegalArgumentException("a quote that begins in row " + (rows.size() + 1) + " never ends");
        }
        if (begun) {
            row.add(field.toString());
            rows.add(row);
        }
        return rows;
    }

    private static String quoted(String field) {
        boolean plain = field.chars().noneMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r');
        return plain ? field : '"' + field.replace("\"", "\"\"") + '"';
    }
}
