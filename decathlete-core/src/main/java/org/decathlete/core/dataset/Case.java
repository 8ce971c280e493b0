package org.decathlete.core.dataset;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * One patient's image and what an expert drew on it.
 *
 * @param id name of the case, unique in its dataset
 * @param images one file that holds all channels, or one file per channel in the order of the channels
 * @param label the label map; empty where none is known
 */
public record Case(String id, List<Path> images, Optional<Path> label) {
    public Case {
        images = List.copyOf(images);
    }
}
