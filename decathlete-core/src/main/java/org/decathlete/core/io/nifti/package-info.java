/**
 * NIfTI-1 and NIfTI-2 in one file.
 *
 * <p>Start from {@link org.decathlete.core.io.nifti.NiftiFormat}. A header of either version and byte order is a
 * {@code NiftiHeader}, whose fields are listed in {@code NiftiField}; {@code NiftiGeometry} places the voxels by the sform, the
 * qform or pixdim, and {@code NiftiHeaders} makes the header of what is written.
 */
@NullMarked
package org.decathlete.core.io.nifti;

import org.jspecify.annotations.NullMarked;
