package org.decathlete.core.io.format;

import java.util.Optional;
import org.decathlete.core.io.geometry.VolumeShape;
import org.decathlete.core.volume.Grid;
import org.decathlete.core.volume.SourceHeader;

/**
 * A volume of which the header has been read, and the voxels not yet.
 *
 * @param grid the lattice
 * @param channels number of channels
 * @param voxelType how the file calls its type
 * @param header what a label map written for it needs to keep
 * @param voxels where the voxels are and how they are stored
 */
public record StoredVolume(
        Grid grid, int channels, String voxelType, Optional<SourceHeader> header, StoredVoxels voxels) {

    /**
     * Checks that the file can hold what its header claims.
     *
     * @throws org.decathlete.core.run.DecathleteException of kind DATA when it cannot
     */
    public StoredVolume {
        voxels.content().requirePlausible(voxels.length((long) grid.voxels() * channels));
    }

    /**
     * A volume whose type is called what we call it.
     *
     * @param shape has the number of channels
     */
    public StoredVolume(Grid grid, VolumeShape shape, Optional<SourceHeader> header, StoredVoxels voxels) {
        this(grid, shape.channels(), voxels.type().toString(), header, voxels);
    }

    /** Bytes of content, header and voxels of all channels. */
    long length() {
        return voxels.length(allVoxels());
    }

    long allVoxels() {
        return (long) grid.voxels() * channels;
    }
}
