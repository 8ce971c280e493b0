package org.decathlete.core.dataset;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.decathlete.core.io.VolumeFiles;
import org.decathlete.core.run.DecathleteException;

/**
 * nnU-Net's raw layout: imagesTr/CASE_CCCC.ending with the channel in four digits, labelsTr/CASE.ending. One file may hold all
 * channels, and a label map may have another ending than the images.
 */
public final class NnunetFolders {
    /** Name of the folder with the training images. */
    public static final String IMAGES = "imagesTr";

    /** Name of the folder with their label maps. */
    public static final String LABELS = "labelsTr";

    private static final int CHANNEL_CHARACTERS = 5;

    private NnunetFolders() {}

    /** Every case that has an image; a channel or label that is not there is for the integrity check to report. */
    static List<Case> cases(Path root, DatasetDescription description) {
        Path images = root.resolve(IMAGES);
        if (!Files.isDirectory(images)) {
            throw DecathleteException.data(
                    root + " has no folder imagesTr, and its dataset.json has no list \"training\"");
        }
        String ending = description.fileEnding();
        TreeSet<String> ids = new TreeSet<>(CodePointOrder.INSTANCE);
        for (Path file : files(images)) {
            String name = String.valueOf(file.getFileName());
            if (name.toLowerCase(Locale.ROOT).endsWith(ending.toLowerCase(Locale.ROOT))
                    && isChannel(name.substring(0, name.length() - ending.length()))) {
                ids.add(name.substring(0, name.length() - ending.length() - CHANNEL_CHARACTERS));
            }
        }
        if (ids.isEmpty()) {
            throw DecathleteException.data(images + " holds no file named CASE_0000" + ending
                    + "; name the images so, or set \"file_ending\" in dataset.json");
        }
        Map<String, Path> labels = labels(root.resolve(LABELS));
        return ids.stream()
                .map(id -> new Case(id, images(images, description, id), label(root, labels, description, id)))
                .toList();
    }

    /**
     * Name of the file of one channel.
     *
     * @param channel counted from 0
     * @param ending of the file with its dot; empty for the name without it
     */
    public static String imageName(String id, int channel, String ending) {
        return "%s_%04d%s".formatted(id, channel, ending);
    }

    /**
     * Files of a folder but hidden ones, sorted; none where the folder is absent.
     *
     * @throws DecathleteException of kind DATA when the folder cannot be listed
     */
    public static List<Path> files(Path folder) {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> found = Files.list(folder)) {
            return found.filter(file -> !String.valueOf(file.getFileName()).startsWith("."))
                    .filter(Files::isRegularFile)
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw DecathleteException.data(folder + " cannot be listed (" + e + ")", e);
        }
    }

    /** A file per channel; the first alone where no other is there, since it may hold them all, as colours for example. */
    private static List<Path> images(Path folder, DatasetDescription description, String id) {
        List<Path> images = new ArrayList<>();
        for (int channel = 0; channel < description.channelNames().size(); channel++) {
            images.add(folder.resolve(imageName(id, channel, description.fileEnding())));
        }
        boolean alone = Files.exists(images.get(0)) && images.stream().skip(1).noneMatch(Files::exists);
        return alone ? images.subList(0, 1) : images;
    }

    private static Optional<Path> label(
            Path root, Map<String, Path> labels, DatasetDescription description, String id) {
        Path declared = root.resolve(LABELS).resolve(id + description.fileEnding());
        return Files.exists(declared) ? Optional.of(declared) : Optional.ofNullable(labels.get(id));
    }

    /** Volumes of whatever format by their name without ending; the first in the alphabet of those with one name. */
    private static Map<String, Path> labels(Path folder) {
        Map<String, Path> labels = new HashMap<>();
        files(folder).stream()
                .filter(VolumeFiles::isVolume)
                .forEach(file -> labels.putIfAbsent(VolumeFiles.stem(file), file));
        return labels;
    }

    private static boolean isChannel(String stem) {
        return stem.length() > CHANNEL_CHARACTERS
                && stem.substring(stem.length() - CHANNEL_CHARACTERS).matches("_\\d{4}");
    }
}
