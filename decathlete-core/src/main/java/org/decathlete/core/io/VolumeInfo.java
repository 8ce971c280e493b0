package org.decathlete.core.io;

import org.decathlete.core.volume.Grid;

/**
 * What the header of a volume's file says.
 *
 * @param grid the lattice of every channel
 * @param channels number of channels, at least 1
 * @param voxelType how a voxel is stored, such as {@code int16}
 */
public record VolumeInfo(Grid grid, int channels, String voxelType) {}
