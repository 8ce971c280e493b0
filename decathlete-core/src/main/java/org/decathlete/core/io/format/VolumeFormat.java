package org.decathlete.core.io.format;

import java.nio.file.Path;
import java.util.List;
import org.decathlete.core.io.bytes.VolumeSource;
import org.decathlete.core.volume.LabelVolume;
import org.decathlete.core.volume.Volume;

/**
 * One file format. A file is read by the format that recognises its first bytes, and written by the one its name asks for. What a
 * format has to know is its header; the voxels are read by {@link VolumeReader} and written by {@link VoxelWriter}.
 */
public interface VolumeFormat {
    /** How many of a file's first bytes {@link #recognises} is given, where there are so many. */
    int START = 512;

    /** What the format is called. */
    String name();

    /** Endings of its files in lower case; label maps are best written with the first. */
    List<String> endings();

    /** Whether a file that starts so (after gzip is taken off) is of this format. */
    boolean recognises(byte[] start);

    /**
     * Reads the header.
     *
     * @throws org.decathlete.core.run.DecathleteException of kind DATA when it is damaged or asks for what is not supported
     */
    StoredVolume open(VolumeSource source);

    /**
     * Reads a label map.
     *
     * @throws org.decathlete.core.run.DecathleteException of kind DATA when it is damaged or holds what is no label, RESOURCE when
     *     it does not fit into the memory
     */
    default LabelVolume readLabels(VolumeSource source) {
        return VolumeReader.labels(open(source));
    }

    /**
     * Writes an image.
     *
     * @throws org.decathlete.core.run.DecathleteException of kind USAGE when the format cannot hold it, RESOURCE when the disk refuses
     */
    void write(Path file, Volume volume);

    /**
     * Writes a label map in the smallest unsigned type.
     *
     * @throws org.decathlete.core.run.DecathleteException of kind USAGE when the format cannot hold it, DATA when a label is
     *     negative, RESOURCE when the disk refuses
     */
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
