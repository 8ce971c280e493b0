package org.decathlete.core.io.bytes;

/**
 * Bytes in a file.
 *
 * @param place of the first
 * @param length how many
 */
public record FilePiece(long place, long length) {}
