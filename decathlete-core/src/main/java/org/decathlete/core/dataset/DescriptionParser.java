package org.decathlete.core.dataset;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.decathlete.core.io.VolumeFiles;
import org.decathlete.core.run.DecathleteException;
import tools.jackson.databind.JsonNode;

/** Reads both dialects of dataset.json, field by field. */
final class DescriptionParser {
    private static final String DEFAULT_ENDING = ".nii.gz";

    private final Path file;
    private final JsonNode tree;

    DescriptionParser(Path file, JsonNode tree) {
        this.file = file;
        this.tree = tree;
    }

    DatasetDescription description() {
        if (!tree.isObject()) {
            throw error("does not hold a JSON object");
        }
        return new DatasetDescription(name(), channelNames(), labels(), fileEnding(), numTraining());
    }

    private String name() {
        Path folder = file.toAbsolutePath().normalize().getParent();
        Path folderName = folder == null ? null : folder.getFileName();
        return tree.path("name").asStringOpt().filter(text -> !text.isBlank()).orElse(String.valueOf(folderName));
    }

    private List<String> channelNames() {
        String field = tree.has("channel_names") ? "channel_names" : "modality";
        JsonNode channels = tree.path(field);
        if (channels.isArray() && !channels.isEmpty()) {
            return channels.valueStream().map(JsonNode::asString).toList();
        }
        if (!channels.isObject() || channels.isEmpty()) {
            throw error("declares no channels; add \"channel_names\": {\"0\": \"MRI\"} (or \"CT\", …)");
        }
        Map<Integer, String> byIndex = new TreeMap<>();
        for (Map.Entry<String, JsonNode> entry : channels.properties()) {
            byIndex.put(integer(field, entry.getKey()), entry.getValue().asString());
        }
        for (int index = 0; index < byIndex.size(); index++) {
            if (!byIndex.containsKey(index)) {
                throw error("numbers its channels in \"" + field + "\" " + byIndex.keySet()
                        + "; they must be numbered 0, 1, 2, …");
            }
        }
        return List.copyOf(byIndex.values());
    }

    private Labels labels() {
        JsonNode declared = tree.path("labels");
        if (!declared.isObject() || declared.isEmpty()) {
            throw error("declares no labels; add \"labels\": {\"background\": 0, \"NAME\": 1}");
        }
        List<Labels.Entry> entries = new ArrayList<>();
        Integer ignore = null;
        try {
            boolean namesAreValues = namesAreValues(declared);
            for (Map.Entry<String, JsonNode> field : declared.properties()) {
                Labels.Entry entry = namesAreValues
                        ? new Labels.Entry(field.getValue().asString(), List.of(integer("labels", field.getKey())))
                        : new Labels.Entry(field.getKey(), values(field.getKey(), field.getValue()));
                if (entry.name().equals("ignore")) {
                    ignore = single(entry);
                } else {
                    entries.add(entry);
                }
            }
            return new Labels(entries, regionsClassOrder(), ignore);
        } catch (DecathleteException e) {
            String message = String.valueOf(e.getMessage());
            throw message.startsWith(file.toString()) ? e : error("is wrong in \"labels\": " + message);
        }
    }

    /** The Decathlon's dialect maps {@code "1"} to {@code "liver"}, nnU-Net's maps {@code "liver"} to 1. */
    private static boolean namesAreValues(JsonNode declared) {
        return declared.properties().stream()
                .allMatch(field -> field.getKey().strip().matches("-?\\d+")
                        && field.getValue().isString());
    }

    private List<Integer> values(String name, JsonNode value) {
        List<Integer> values = new ArrayList<>();
        for (JsonNode one : value.isArray() ? value : List.of(value)) {
            values.add(integer("labels\" → \"" + name, one.asString()));
        }
        return values;
    }

    private Integer single(Labels.Entry entry) {
        if (entry.values().size() != 1) {
            throw error("gives the label \"ignore\" the values " + entry.values() + "; it can only have one");
        }
        return entry.values().get(0);
    }

    private List<Integer> regionsClassOrder() {
        return tree.path("regions_class_order")
                .valueStream()
                .map(value -> integer("regions_class_order", value.asString()))
                .toList();
    }

    private String fileEnding() {
        return tree.path("file_ending").asStringOpt().or(this::listedEnding).orElse(DEFAULT_ENDING);
    }

    private Optional<String> listedEnding() {
        JsonNode image = tree.path("training").path(0).path("image");
        String name = (image.isArray() ? image.path(0) : image).asString("");
        return VolumeFiles.endings().stream()
                .filter(name.toLowerCase(Locale.ROOT)::endsWith)
                .max(Comparator.comparingInt(String::length))
                .map(ending -> name.substring(name.length() - ending.length()));
    }

    private int numTraining() {
        JsonNode count = tree.path("numTraining");
        if (count.isMissingNode() || count.isNull()) {
            return 0;
        }
        return integer("numTraining", count.asString(""));
    }

    private int integer(String field, String text) {
        try {
            return Integer.parseInt(text.strip());
        } catch (NumberFormatException e) {
            throw error("has \"" + text + "\" in \"" + field + "\", where a whole number is needed", e);
        }
    }

    private DecathleteException error(String what) {
        return DecathleteException.data(file + " " + what);
    }

    private DecathleteException error(String what, Exception cause) {
        return DecathleteException.data(file + " " + what, cause);
    }
}
