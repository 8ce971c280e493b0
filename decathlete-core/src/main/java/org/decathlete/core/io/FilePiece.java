package org.decathlete.core.io;

/**
 * Bytes in a file.
 *
 * @param place of the first
 * @param length how many
 */
record FilePiece(long place, long length) {}
