/**
 * Segmenting a folder of images: reading ahead, writing behind, within the memory, and going on where an earlier run stopped. Start from
 * {@link org.decathlete.nn.infer.folder.FolderPredictor}.
 */
@NullMarked
package org.decathlete.nn.infer.folder;

import org.jspecify.annotations.NullMarked;
