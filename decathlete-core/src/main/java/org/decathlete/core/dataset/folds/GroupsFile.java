package org.decathlete.core.dataset.folds;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.decathlete.core.run.DecathleteException;
import org.decathlete.core.run.Json;
import tools.jackson.databind.JsonNode;

/** Reads which case belongs to which group, from JSON or from a table of two columns. */
final class GroupsFile {

    private GroupsFile() {}

    static Map<String, String> read(Path file) {
        boolean json =
                String.valueOf(file.getFileName()).toLowerCase(Locale.ROOT).endsWith(".json");
        return json ? json(file) : table(file);
    }

    private static Map<String, String> json(Path file) {
        JsonNode tree = Json.read(file);
        Map<String, String> groups = new TreeMap<>();
        for (Map.Entry<String, JsonNode> entry : tree.properties()) {
            JsonNode value = entry.getValue();
            if (value.isArray()) {
                value.forEach(id -> put(file, groups, text(file, entry.getKey(), id), entry.getKey()));
            } else {
                put(file, groups, entry.getKey(), text(file, entry.getKey(), value));
            }
        }
        if (groups.isEmpty()) {
            throw DecathleteException.data(
                    file + " names no group; expected {\"case\": \"group\"} or {\"group\": " + "[\"case\"]}");
        }
        return groups;
    }

    private static Map<String, String> table(Path file) {
        Map<String, String> groups = new TreeMap<>();
        List<String> lines = lines(file);
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i).strip();
            String[] cells = line.split("[,;\t]", -1);
            boolean title = i == 0 && cells[0].strip().toLowerCase(Locale.ROOT).startsWith("case");
            if (line.isEmpty() || (title && cells.length == 2)) {
                continue;
            }
            if (cells.length != 2 || cells[0].isBlank() || cells[1].isBlank()) {
                throw DecathleteException.data(
                        file + ", line " + (i + 1) + ": \"" + line + "\"; expected a case and its group, CASE,GROUP");
            }
            put(file, groups, unquoted(cells[0]), unquoted(cells[1]));
        }
        return groups;
    }

    private static List<String> lines(Path file) {
        try {
            return Files.readAllLines(file, StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw DecathleteException.data(
                    file + " cannot be read as groups (" + e + "); give a .json or a .csv in UTF-8", e);
        }
    }

    private static String text(Path file, String key, JsonNode value) {
        if (!value.isString() && !value.isNumber()) {
            throw DecathleteException.data(file + ": \"" + key + "\" has " + value + ", expected a name");
        }
        return value.asString();
    }

    private static void put(Path file, Map<String, String> groups, String id, String group) {
        String other = groups.putIfAbsent(id, group);
        if (other != null && !other.equals(group)) {
            throw DecathleteException.data(
                    file + " puts case " + id + " into two groups, " + other + " and " + group + "; keep one");
        }
    }

    private static String unquoted(String cell) {
        String text = cell.strip();
        return text.length() > 1 && text.startsWith("\"") && text.endsWith("\"")
                ? text.substring(1, text.length() - 1)
                : text;
    }
}
