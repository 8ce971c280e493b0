/**
 * What formats with a header in text share.
 *
 * <p>Start from {@link org.decathlete.core.io.text.HeaderFields}. {@link org.decathlete.core.io.text.SiblingFile} finds the
 * file with the voxels that a header names; voxels that are written as text themselves are
 * {@link org.decathlete.core.io.text.TextVoxels}.
 */
@NullMarked
package org.decathlete.core.io.text;

import org.jspecify.annotations.NullMarked;
