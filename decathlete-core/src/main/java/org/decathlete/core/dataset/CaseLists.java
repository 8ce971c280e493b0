package org.decathlete.core.dataset;

import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.decathlete.core.io.VolumeFiles;
import org.decathlete.core.run.DecathleteException;
import tools.jackson.databind.JsonNode;

/** Cases that a JSON file lists one by one. */
final class CaseLists {

    private CaseLists() {}

    /** The Decathlon's and MONAI's list: an entry has an image (or a list of one per channel) and a label. */
    static List<Case> training(Path file, Path root, JsonNode list, DatasetDescription description) {
        List<Case> cases = new ArrayList<>();
        for (JsonNode entry : list) {
            String place = "training[" + cases.size() + "]";
            List<Path> images = paths(file, root, place + ".image", entry.path("image"));
            Optional<Path> label = label(file, root, place, entry);
            String id = VolumeFiles.stem(images.get(0));
            if (images.size() > 1) {
                id = label.map(VolumeFiles::stem).orElse(id);
            } else {
                images = channelFiles(images.get(0), description);
            }
            cases.add(new Case(id, images, label));
        }
        return cases;
    }

    /** nnU-Net's table: per case its images and its label. */
    static List<Case> table(Path file, Path root, JsonNode table) {
        List<Case> cases = new ArrayList<>();
        for (Map.Entry<String, JsonNode> entry : table.properties()) {
            String place = "dataset." + entry.getKey();
            cases.add(new Case(
                    entry.getKey(),
                    paths(file, root, place + ".images", entry.getValue().path("images")),
                    label(file, root, place, entry.getValue())));
        }
        return cases;
    }

    /** Lists of the first nnU-Net name CASE.nii.gz where the files are CASE_0000.nii.gz and so on. */
    private static List<Path> channelFiles(Path listed, DatasetDescription description) {
        List<Path> channels = new ArrayList<>();
        String stem = VolumeFiles.stem(listed);
        String ending = String.valueOf(listed.getFileName()).substring(stem.length());
        for (int channel = 0; channel < description.channelNames().size(); channel++) {
            channels.add(listed.resolveSibling(NnunetFolders.imageName(stem, channel, ending)));
        }
        return !Files.exists(listed) && Files.exists(channels.get(0)) ? channels : List.of(listed);
    }

    private static Optional<Path> label(Path file, Path root, String place, JsonNode entry) {
        JsonNode label = entry.path("label");
        return label.isMissingNode() || label.isNull()
                ? Optional.empty()
                : Optional.of(path(file, root, place + ".label", label));
    }

    private static List<Path> paths(Path file, Path root, String place, JsonNode value) {
        if (!value.isArray()) {
            return List.of(path(file, root, place, value));
        }
        List<Path> paths = new ArrayList<>();
        for (JsonNode one : value) {
            paths.add(path(file, root, place, one));
        }
        if (paths.isEmpty()) {
            throw DecathleteException.data(file + ": " + place + " is an empty list; it should name the image's file");
        }
        return paths;
    }

    private static Path path(Path file, Path root, String place, JsonNode value) {
        try {
            if (value.isString() && !value.stringValue().isBlank()) {
                return root.resolve(value.stringValue()).normalize();
            }
        } catch (InvalidPathException e) {
            throw DecathleteException.data(file + ": " + place + " is " + value + ", which is no file name", e);
        }
        throw DecathleteException.data(
                file + ": " + place + " is " + (value.isMissingNode() ? "missing" : value) + "; it should name a file");
    }
}
