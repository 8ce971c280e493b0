package org.decathlete.core.volume;

import java.util.Optional;

/**
 * A segmentation: one label per voxel, 0 is the background. Preprocessing also uses -1 for voxels outside the body.
 *
 * @param grid the lattice
 * @param labels {@code [z][y][x]}, x fastest; shared, not copied: whoever changes it owns the volume
 * @param header the header of the file that the geometry came from, where there is one
 */
public record LabelVolume(Grid grid, short[] labels, Optional<SourceHeader> header) {

    public LabelVolume {
        if (labels.length != grid.voxels()) {
            throw new IllegalArgumentException(
                    "the labels have " + labels.length + " voxels, their grid has " + grid.voxels());
        }
    }

    public LabelVolume(Grid grid, short[] labels) {
        this(grid, labels, Optional.empty());
    }
}
