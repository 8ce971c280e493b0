package org.decathlete.nn.train.batch;

/**
 * Where a sample is read.
 *
 * @param caseIndex which case of the split
 * @param start first voxel (z, y, x) of the region to read, may lie outside the case
 */
record PatchLocation(int caseIndex, int[] start) {}
