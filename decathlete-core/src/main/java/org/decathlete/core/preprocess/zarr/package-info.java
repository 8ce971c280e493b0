/**
 * Arrays in chunks on the disk: a subset of Zarr version 3.
 *
 * <p>Start from {@link org.decathlete.core.preprocess.zarr.StoredArray}, a folder with an array; its shape and chunks are an
 * {@link org.decathlete.core.preprocess.zarr.ArrayLayout}. Decoded chunks of several arrays are kept in a
 * {@link org.decathlete.core.preprocess.zarr.ChunkCache} together.
 */
@NullMarked
package org.decathlete.core.preprocess.zarr;

import org.jspecify.annotations.NullMarked;
