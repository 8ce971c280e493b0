/**
 * Volumes on disk. Start from {@link org.decathlete.core.io.VolumeFiles}; nothing else is public but what it returns.
 *
 * <p>A file is opened as a {@code VolumeSource}, which looks through gzip and bounds what a header may claim; the
 * {@code VolumeFormat} that recognises its first bytes reads it. NIfTI's RAS becomes the LPS of
 * {@link org.decathlete.core.volume.Grid} here, at the border. Sizes are checked against what the file can deliver before
 * anything is allocated, and every bad file ends in a {@link org.decathlete.core.run.DecathleteException}.
 */
@NullMarked
package org.decathlete.core.io;

import org.jspecify.annotations.NullMarked;
