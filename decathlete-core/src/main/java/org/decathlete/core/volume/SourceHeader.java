package org.decathlete.core.volume;

/**
 * The header of the file that a volume came from, kept as it stood, so that a label map written for it has the same
 * geometry fields bit by bit. Only the reader and writer of the format look inside.
 *
 * @param format name of the file format, such as {@code nifti}
 * @param bytes the header's bytes, owned by this record: do not change them
 */
public record SourceHeader(String format, byte[] bytes) {}
