/**
 * Cases to look at. Start from {@link org.decathlete.app.report.picture.CasePicture}, which cuts the slices to show out of a
 * case, so that no volume is kept.
 *
 * <p>{@code LargestError} says where to cut, {@code SlicePlane} which way round a slice is shown; a
 * {@link org.decathlete.app.report.picture.SlicePicture} is a {@code PngImage} with the {@code Outline}s of reference and
 * prediction.
 */
@NullMarked
package org.decathlete.app.report.picture;

import org.jspecify.annotations.NullMarked;
