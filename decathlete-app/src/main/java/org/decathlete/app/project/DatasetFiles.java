package org.decathlete.app.project;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;
import org.decathlete.core.dataset.Dataset;

/**
 * nnU-Net's files that came with a dataset: in its folder, or where Python's nnU-Net keeps them, in the folder
 * {@code nnUNet_preprocessed} beside {@code nnUNet_raw}.
 */
final class DatasetFiles {

    private DatasetFiles() {}

    /** The file of this name, empty where none came with the dataset. */
    static Optional<Path> find(Dataset dataset, String name) {
        Path root = dataset.root();
        Path folder = root.getFileName();
        Path preprocessed = folder == null
                ? root
                : root.resolve(Path.of("..", "..", "nnUNet_preprocessed"))
                        .resolve(folder)
                        .normalize();
        return Stream.of(root, preprocessed)
                .map(place -> place.resolve(name))
                .filter(Files::isRegularFile)
                .findFirst();
    }
}
