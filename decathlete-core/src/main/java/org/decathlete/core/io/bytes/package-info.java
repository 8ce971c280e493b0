/**
 * Bytes of files: where they are, what compression is taken off, how many there can be.
 *
 * <p>Start from {@link org.decathlete.core.io.bytes.VolumeSource}, a file or a part of it, and
 * {@link org.decathlete.core.io.bytes.VoxelContent}, the contract of whatever delivers voxels as bytes and bounds what a header
 * may claim. Pieces of a file that make one stream are a {@link org.decathlete.core.io.bytes.PieceStream}.
 */
@NullMarked
package org.decathlete.core.io.bytes;

import org.jspecify.annotations.NullMarked;
