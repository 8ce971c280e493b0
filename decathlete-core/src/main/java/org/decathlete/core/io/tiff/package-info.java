/**
 * TIFF and BigTIFF: pictures, and volumes with a page per slice.
 *
 * <p>Start from {@link org.decathlete.core.io.tiff.TiffFormat}. {@code TiffFile} lists the fields of every page,
 * {@code TiffLayout} says how their pixels are stored, and {@code TiffPage} decodes the strips or tiles of one. A volume's
 * spacing stands beside it in a {@code SpacingFile}.
 */
@NullMarked
package org.decathlete.core.io.tiff;

import org.jspecify.annotations.NullMarked;
