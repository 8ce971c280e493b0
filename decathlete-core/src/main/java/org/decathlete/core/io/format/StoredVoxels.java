package org.decathlete.core.io.format;

import java.nio.ByteOrder;
import org.decathlete.core.io.bytes.VoxelContent;

/**
 * How the voxels of a volume are stored. Space runs as in memory, x fastest; the channels may stand anywhere between.
 *
 * @param content delivers the samples
 * @param first bytes of content before the first voxel
 * @param type how a sample is stored
 * @param order its byte order
 * @param scaling from stored to real values
 * @param run how many voxels of one channel stand together before those of the next: 1 where the channels alternate, all of
 *     them where one channel follows the other
 */
public record StoredVoxels(
        VoxelContent content, long first, VoxelType type, ByteOrder order, Scaling scaling, int run) {

    /** Bytes of content up to the last voxel; as many as a long can hold where it is more. */
    public long length(long voxels) {
        return voxels > (Long.MAX_VALUE - first) / type.bytes() ? Long.MAX_VALUE : first + voxels * type.bytes();
    }
}
