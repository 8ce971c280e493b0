/**
 * PNG, for 2D datasets.
 *
 * <p>Start from {@link org.decathlete.core.io.png.PngFormat}. {@code PngFile} lists what the chunks hold;
 * {@code PngSampleStream} inflates them and takes the filters off, pass by pass where the image is interlaced.
 */
@NullMarked
package org.decathlete.core.io.png;

import org.jspecify.annotations.NullMarked;
