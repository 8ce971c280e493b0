package org.decathlete.nn.infer.folder;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.decathlete.core.io.VolumeFiles;
import org.decathlete.core.run.DecathleteException;

/**
 * An image to segment.
 *
 * @param id name of the result, without ending
 * @param files one file with all channels, or one per channel in their order
 */
record InputCase(String id, List<Path> files) {
    private static final Pattern CHANNEL = Pattern.compile("(.+)_(\\d{4})");

    /**
     * The images in a folder, or one file. {@code case_0000.nii.gz}, {@code case_0001.nii.gz}, … are the channels of one image
     * (nnU-Net's names), anything else is an image by itself: a number that no channel of the model has belongs to the name.
     *
     * @param input a folder or a file
     * @param channels number of channels of the model
     * @return sorted by id
     * @throws DecathleteException of kind DATA when there is nothing to segment
     */
    static List<InputCase> find(Path input, int channels) {
        if (!Files.exists(input)) {
            throw DecathleteException.data(
                    "--input " + input + " does not exist; name a folder of images or one image");
        }
        Map<String, List<Path>> byId = new TreeMap<>();
        for (Path file : volumes(input)) {
            byId.computeIfAbsent(id(VolumeFiles.stem(file), channels), id -> new ArrayList<>())
                    .add(file);
        }
        if (byId.isEmpty()) {
            throw DecathleteException.data(input + " holds no image: expected files that end in one of "
                    + String.join(", ", VolumeFiles.endings()));
        }
        return byId.entrySet().stream()
                .map(entry -> new InputCase(entry.getKey(), entry.getValue()))
                .toList();
    }

    private static String id(String stem, int channels) {
        Matcher matcher = CHANNEL.matcher(stem);
        return matcher.matches() && Integer.parseInt(matcher.group(2)) < channels ? matcher.group(1) : stem;
    }

    private static List<Path> volumes(Path input) {
        if (!Files.isDirectory(input)) {
            return List.of(input);
        }
        try (Stream<Path> files = Files.list(input)) {
            return files.filter(file -> VolumeFiles.isVolume(file)
                            && !String.valueOf(file.getFileName()).startsWith(".")
                            && Files.isRegularFile(file))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw DecathleteException.data(input + " cannot be listed (" + e + ")", e);
        }
    }
}
