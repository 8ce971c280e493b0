package org.decathlete.core.dataset.folds;

import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import java.util.stream.Collectors;
import org.decathlete.core.run.DecathleteException;

/**
 * Which cases belong together, because they show the same patient, or come from the same scanner or hospital, and so must not be
 * torn apart by training and validation.
 *
 * @param byCase name of the group by case
 */
public record CaseGroups(SortedMap<String, String> byCase) {
    private static final int NAMES_SHOWN = 5;

    public CaseGroups {
        byCase = Collections.unmodifiableSortedMap(new TreeMap<>(byCase));
    }

    /** Every case by itself. */
    public static CaseGroups single(List<String> ids) {
        return new CaseGroups(ids.stream().collect(Collectors.toMap(id -> id, id -> id, (a, b) -> a, TreeMap::new)));
    }

    /**
     * Groups by what a regular expression finds in the cases' names: its first capturing group, or the whole match where it has
     * none.
     *
     * @param pattern such as {@code patient_(\d+)_.*}
     * @throws DecathleteException of kind USAGE when it is no regular expression or does not match a case
     */
    public static CaseGroups byPattern(List<String> ids, String pattern) {
        Pattern compiled = compile(pattern);
        TreeMap<String, String> groups = new TreeMap<>();
        for (String id : ids) {
            Matcher matcher = compiled.matcher(id);
            String group = matcher.find() ? matcher.group(matcher.groupCount() > 0 ? 1 : 0) : null;
            if (group == null) {
                throw DecathleteException.usage("--group-pattern " + pattern + " finds nothing in the case name \"" + id
                        + "\"; every case needs a group");
            }
            groups.put(id, group);
        }
        return new CaseGroups(groups);
    }

    /**
     * Reads groups from a file: JSON, {@code {"case": "group"}} or {@code {"group": ["case", …]}}, or CSV with the two columns
     * case and group.
     *
     * @param ids the dataset's cases; lines of other cases are not used
     * @throws DecathleteException of kind DATA when the file is neither, or a case has no group or two
     */
    public static CaseGroups read(Path file, List<String> ids) {
        Map<String, String> named = GroupsFile.read(file);
        List<String> missing = ids.stream().filter(id -> !named.containsKey(id)).toList();
        if (!missing.isEmpty()) {
            throw DecathleteException.data(file + " gives no group for " + missing.size() + " of " + ids.size()
                    + " cases, such as " + missing.stream().limit(NAMES_SHOWN).collect(Collectors.joining(", "))
                    + "; name one for each, the case's own name where it stands alone");
        }
        TreeMap<String, String> groups = new TreeMap<>(named);
        groups.keySet().retainAll(ids);
        return new CaseGroups(groups);
    }

    /** The group of a case; the case itself where none is known. */
    public String of(String id) {
        return byCase.getOrDefault(id, id);
    }

    /** The same groups, of which those that share a duplicate become one. */
    CaseGroups joining(List<List<String>> duplicates) {
        TreeMap<String, String> joined = new TreeMap<>(byCase);
        for (List<String> same : duplicates) {
            String group = joined.getOrDefault(same.get(0), same.get(0));
            for (String id : same) {
                String other = joined.getOrDefault(id, id);
                joined.replaceAll((key, value) -> value.equals(other) ? group : value);
            }
        }
        return new CaseGroups(joined);
    }

    private static Pattern compile(String pattern) {
        try {
            return Pattern.compile(pattern);
        } catch (PatternSyntaxException e) {
            throw DecathleteException.usage(
                    "--group-pattern " + pattern + " is no regular expression: " + e.getDescription());
        }
    }
}
