package org.decathlete.nn.train.batch;

import org.decathlete.nn.augment.patch.PatchReader;

/** A preprocessed case as the sampler sees it: its extent, its voxels, and where its classes lie. */
public interface TrainingCase extends PatchReader {

    /** Identifier, for messages. */
    String id();

    /** Extent (z, y, x). */
    int[] shape();

    /** Number of foreground classes or regions of the dataset, whether this case has them or not. */
    int classes();

    /** Number of stored voxels of one of them, 0 where the case has none. */
    int voxelCount(int foregroundClass);

    /** One of these voxels, (z, y, x). */
    int[] voxel(int foregroundClass, int index);

    /** Number of stored annotated voxels where the dataset has an ignore label; 0 otherwise. */
    int annotatedCount();

    /** One of these voxels, (z, y, x). */
    int[] annotated(int index);
}
