package org.decathlete.core.io.text;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import org.decathlete.core.io.bytes.Compression;
import org.decathlete.core.io.bytes.VolumeSource;
import org.decathlete.core.io.bytes.VoxelContent;

/**
 * Voxels written as text, delivered as float64, big endian.
 *
 * @param text from the first number on
 */
public record TextVoxels(VolumeSource text) implements VoxelContent {

    @Override
    public Path file() {
        return text.file();
    }

    @Override
    public InputStream stream() throws IOException {
        return new TextNumberStream(new BufferedInputStream(text.stream(), Compression.BUFFER));
    }

    @Override
    public boolean compressed() {
        return false;
    }

    /** A number takes a digit, and all but the last a blank. */
    @Override
    public void requirePlausible(long claimed) {
        long most = (text.size() + 1) / 2;
        if (claimed / Double.BYTES > most) {
            throw VoxelContent.truncated(
                    file(), claimed / Double.BYTES * 2, "has " + text.size() + " left for its voxels");
        }
    }

    @Override
    public void requireDelivered(long claimed) {
        // What is plausible here takes no more memory than twice the file.
    }
}
