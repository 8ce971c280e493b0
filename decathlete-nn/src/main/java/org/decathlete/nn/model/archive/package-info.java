/**
 * Models in zip files, of which nothing is trusted. Start from {@link org.decathlete.nn.model.archive.ModelArchive}; which
 * entries are a model's is said by {@code ArchiveMembers}.
 */
@NullMarked
package org.decathlete.nn.model.archive;

import org.jspecify.annotations.NullMarked;
