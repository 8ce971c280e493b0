package org.decathlete.core.io;

import java.nio.file.Path;
import org.decathlete.core.volume.LabelVolume;
import org.decathlete.core.volume.Volume;

/** One file format. A file is read by the format that recognises its first bytes, and written by the one its name asks for. */
interface VolumeFormat {

    /** Whether a file that starts so (after gzip is taken off) is of this format; at least 4 bytes. */
    boolean recognises(byte[] start);

    /** Whether a file of this name (lower case) is of this format. */
    boolean isNamed(String lowerCaseName);

    VolumeInfo info(VolumeSource source);

    Volume read(VolumeSource source);

    LabelVolume readLabels(VolumeSource source);

    void write(Path file, Volume volume);

    void write(Path file, LabelVolume volume);
}
