/**
 * Zip files whose members are not compressed, so that each can be read in place, as PyTorch writes them.
 * {@link org.decathlete.nn.model.zip.ZipDirectory} finds the members, {@link org.decathlete.nn.model.zip.StoredZip} writes
 * them.
 */
@NullMarked
package org.decathlete.nn.model.zip;

import org.jspecify.annotations.NullMarked;
