package org.decathlete.core.volume;

import java.util.List;
import java.util.Optional;

/**
 * An image: one or more channels on one grid.
 *
 * @param grid the lattice of every channel
 * @param channels one array per channel, {@code [z][y][x]} with x fastest, in the file's units after its scaling; the arrays
 *     are shared, not copied: whoever changes them owns the volume
 * @param header the source file's header, where there is one
 */
public record Volume(Grid grid, List<float[]> channels, Optional<SourceHeader> header) {

    public Volume {
        channels = List.copyOf(channels);
        if (channels.isEmpty()) {
            throw new IllegalArgumentException("a volume needs at least one channel");
        }
        for (float[] channel : channels) {
            if (channel.length != grid.voxels()) {
                throw new IllegalArgumentException(
                        "a channel has " + channel.length + " voxels, its grid has " + grid.voxels());
            }
        }
    }

    public Volume(Grid grid, List<float[]> channels) {
        this(grid, channels, Optional.empty());
    }
}
