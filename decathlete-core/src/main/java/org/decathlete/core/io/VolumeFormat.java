package org.decathlete.core.io;

import java.nio.file.Path;
import java.util.List;
import org.decathlete.core.volume.LabelVolume;
import org.decathlete.core.volume.Volume;

/**
 * One file format. A file is read by the format that recognises its first bytes, and written by the one its name asks for. What a
 * format has to know is its header; the voxels are read by {@link VolumeReader} and written by {@link VoxelWriter}.
 */
interface VolumeFormat {
    /** How many of a file's first bytes {@link #recognises} is given, where there are so many. */
    int START = 512;

    /** What the format is called. */
    String name();

    /** Endings of its files in lower case; label maps are best written with the first. */
    List<String> endings();

    /** Whether a file that starts so (after gzip is taken off) is of this format. */
    boolean recognises(byte[] start);

    /** Reads the header. */
    StoredVolume open(VolumeSource source);

    default LabelVolume readLabels(VolumeSource source) {
        return VolumeReader.labels(open(source));
    }

    void write(Path file, Volume volume);

    void write(Path file, LabelVolume volume);

    /** Ending of the label map of an image that has one of the endings. */
    default String resultEnding(String ending) {
        return endings().get(0);
    }

    /** Other files that a file of this format refers to. */
    default List<Path> companions(VolumeSource source) {
        return List.of();
    }
}
