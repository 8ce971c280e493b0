package org.decathlete.core.dataset.integrity;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.decathlete.core.dataset.Dataset;
import org.decathlete.core.dataset.DatasetDescription;
import org.decathlete.core.dataset.Labels;
import org.decathlete.core.dataset.NnunetFolders;
import org.decathlete.core.io.VolumeFiles;

/** What can be said of a dataset as a whole. */
final class DatasetChecks {
    private static final int NAMES_SHOWN = 10;

    private DatasetChecks() {}

    /** What dataset.json declares, by itself. */
    static List<Finding> declarations(Dataset dataset) {
        List<Finding> findings = new ArrayList<>();
        DatasetDescription description = dataset.description();
        int found = dataset.cases().size();
        if (description.numTraining() != found) {
            findings.add(Finding.warning(
                    "number-of-cases",
                    "",
                    "dataset.json declares " + description.numTraining() + " training cases in numTraining, but "
                            + found + " are there"));
        }
        List<Integer> declared = description.labels().declared();
        if (declared.get(declared.size() - 1) != declared.size() - 1) {
            findings.add(Finding.error(
                    "label-numbers",
                    "",
                    "dataset.json declares the labels " + declared + ", which are not consecutive; renumber them 0 to "
                            + (declared.size() - 1) + " there and in the label maps"));
        }
        return findings;
    }

    /** Files that lie among the dataset's and belong to no case. */
    static List<Finding> files(Dataset dataset) {
        Set<Path> used = dataset.cases().stream()
                .flatMap(one -> Stream.concat(one.images().stream(), one.label().stream()))
                .collect(Collectors.toSet());
        Set<Path> folders = used.stream().map(Path::getParent).collect(Collectors.toCollection(TreeSet::new));
        folders.add(dataset.root().resolve(NnunetFolders.IMAGES));
        folders.add(dataset.root().resolve(NnunetFolders.LABELS));
        List<Finding> findings = new ArrayList<>();
        for (Path folder : folders) {
            List<Path> unused = unused(folder, used);
            List<Path> channels = unused.stream()
                    .filter(file -> isChannelOfACase(dataset, file))
                    .toList();
            channels.forEach(file -> findings.add(extraChannel(dataset, file)));
            List<Path> others =
                    unused.stream().filter(file -> !channels.contains(file)).toList();
            if (!others.isEmpty()) {
                findings.add(Finding.warning("unused-file", "", unusedMessage(dataset, folder, others)));
            }
        }
        return findings;
    }

    /** Files that no case names, nor a file of a case: a header's data, for example. */
    private static List<Path> unused(Path folder, Set<Path> used) {
        List<Path> unnamed = NnunetFolders.files(folder).stream()
                .filter(file -> !used.contains(file))
                .toList();
        if (unnamed.isEmpty()) {
            return unnamed;
        }
        Set<Path> parts = used.stream()
                .filter(file -> folder.equals(file.getParent()))
                .flatMap(file -> VolumeFiles.parts(file).stream())
                .collect(Collectors.toSet());
        return unnamed.stream().filter(file -> !parts.contains(file)).toList();
    }

    /** What shows only when all cases have been seen. */
    static List<Finding> acrossCases(Dataset dataset, List<CaseInspection> inspections) {
        List<Finding> findings = new ArrayList<>();
        Labels labels = dataset.description().labels();
        for (int label : labels.all()) {
            if (inspections.stream()
                    .noneMatch(one -> one.facts().voxelsPerLabel().containsKey(label))) {
                findings.add(Finding.warning(
                        "unseen-label",
                        "",
                        "label " + label + " (" + labels.name(List.of(label))
                                + ") is declared in dataset.json, but no label map has a voxel of it"));
            }
        }
        for (List<String> same :
                Duplicates.of(inspections.stream().map(CaseInspection::facts).toList())) {
            findings.add(Finding.warning(
                    "duplicate",
                    same.get(0),
                    "the images of " + String.join(", ", same)
                            + " have the same voxels; keep one, or training and validation may share it"));
        }
        return findings;
    }

    /** A file's path as it is written in findings and hashes. */
    static String relative(Dataset dataset, Path file) {
        return file.startsWith(dataset.root())
                ? dataset.root().relativize(file).toString().replace('\\', '/')
                : file.toString();
    }

    private static boolean isChannelOfACase(Dataset dataset, Path file) {
        String stem = VolumeFiles.stem(file);
        return stem.matches(".+_\\d{4}")
                && dataset.cases().stream()
                        .anyMatch(one -> one.images().size() > 0
                                && NnunetFolders.imageName(one.id(), 0, "")
                                        .equals(VolumeFiles.stem(one.images().get(0)))
                                && stem.substring(0, stem.length() - 5).equals(one.id()));
    }

    private static Finding extraChannel(Dataset dataset, Path file) {
        String stem = VolumeFiles.stem(file);
        return Finding.error(
                "extra-channel",
                stem.substring(0, stem.length() - 5),
                relative(dataset, file) + " is a channel beyond the "
                        + dataset.description().channelNames().size() + " that dataset.json declares "
                        + dataset.description().channelNames() + "; declare it, or move the file away");
    }

    private static String unusedMessage(Dataset dataset, Path folder, List<Path> unused) {
        String names = unused.stream()
                .limit(NAMES_SHOWN)
                .map(file -> String.valueOf(file.getFileName()))
                .collect(Collectors.joining(", "));
        return relative(dataset, folder) + " holds " + unused.size()
                + (unused.size() == 1 ? " file that belongs" : " files that belong") + " to no case: " + names
                + (unused.size() > NAMES_SHOWN ? ", …" : "");
    }
}
