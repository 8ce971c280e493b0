package org.decathlete.core.dataset.folds;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.decathlete.core.run.DecathleteException;
import org.decathlete.core.run.Json;
import tools.jackson.databind.JsonNode;

/** nnU-Net's splits_final.json: a list of {@code {"train": [...], "val": [...]}}, one per fold. */
public final class SplitsFile {

    private SplitsFile() {}

    /** Writes the splits in nnU-Net's layout. */
    public static void write(Path file, List<Split> splits) {
        List<Map<String, List<String>>> content = new ArrayList<>();
        for (Split split : splits) {
            Map<String, List<String>> fold = new LinkedHashMap<>();
            fold.put("train", split.train());
            fold.put("val", split.validation());
            content.add(fold);
        }
        Json.write(file, content);
    }

    /**
     * Reads splits in nnU-Net's layout.
     *
     * @throws DecathleteException of kind DATA when the file is not such a list
     */
    public static List<Split> read(Path file) {
        JsonNode tree = Json.read(file);
        if (!tree.isArray() || tree.isEmpty()) {
            throw DecathleteException.data(file + " should hold a list of splits, one per fold");
        }
        List<Split> splits = new ArrayList<>();
        for (JsonNode fold : tree) {
            splits.add(new Split(names(file, splits.size(), fold, "train"), names(file, splits.size(), fold, "val")));
        }
        return List.copyOf(splits);
    }

    /**
     * Reads splits and checks that they are of these cases.
     *
     * @param ids names of the dataset's cases
     * @throws DecathleteException of kind DATA when the file is not such a list, names another case, or one case in training and
     *     validation of the same fold
     */
    public static List<Split> read(Path file, Collection<String> ids) {
        List<Split> splits = read(file);
        for (int fold = 0; fold < splits.size(); fold++) {
            requireSound(file + ": fold " + fold, splits.get(fold), ids);
        }
        return splits;
    }

    private static void requireSound(String where, Split split, Collection<String> ids) {
        TreeSet<String> named = new TreeSet<>(split.train());
        named.addAll(split.validation());
        named.removeAll(ids);
        if (!named.isEmpty()) {
            throw DecathleteException.data(where + " names " + named.first()
                    + ", which the dataset does not have; mend or delete the file, or use another work folder for another"
                    + " dataset");
        }
        TreeSet<String> both = new TreeSet<>(split.train());
        both.retainAll(split.validation());
        if (!both.isEmpty()) {
            throw DecathleteException.data(where + " has " + both.first()
                    + " both in train and in val, so nothing measured on it would be true; mend or delete the file");
        }
    }

    private static List<String> names(Path file, int fold, JsonNode split, String key) {
        JsonNode list = split.path(key);
        if (!list.isArray()) {
            throw DecathleteException.data(file + ": fold " + fold + " has no list \"" + key + "\"");
        }
        List<String> names = new ArrayList<>();
        for (JsonNode name : list) {
            if (!name.isString()) {
                throw DecathleteException.data(
                        file + ": fold " + fold + ", \"" + key + "\" holds " + name + ", which is not a case's name");
            }
            names.add(name.stringValue());
        }
        return names;
    }
}
