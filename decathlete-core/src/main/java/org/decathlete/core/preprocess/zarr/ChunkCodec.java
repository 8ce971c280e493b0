package org.decathlete.core.preprocess.zarr;

import io.airlift.compress.MalformedInputException;
import io.airlift.compress.zstd.ZstdCompressor;
import io.airlift.compress.zstd.ZstdDecompressor;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.CRC32C;
import org.decathlete.core.run.DecathleteException;
import org.decathlete.core.run.ErrorKind;
import org.jspecify.annotations.Nullable;

/**
 * The bytes of a chunk's file: little endian, zstd, then a CRC-32C of the compressed bytes, by which a file that a power failure left
 * half written is told from a whole one.
 */
final class ChunkCodec {
    private static final int CHECKSUM_BYTES = Integer.BYTES;

    private ChunkCodec() {}

    static void write(Path file, ElementType type, Object chunk, int length) {
        byte[] raw = type.toBytes(chunk, length);
        ZstdCompressor compressor = new ZstdCompressor();
        byte[] packed = new byte[compressor.maxCompressedLength(raw.length) + CHECKSUM_BYTES];
        int size = compressor.compress(raw, 0, raw.length, packed, 0, packed.length - CHECKSUM_BYTES);
        ByteBuffer.wrap(packed).order(ByteOrder.LITTLE_ENDIAN).putInt(size, checksum(packed, size));
        try {
            Files.write(file, Arrays.copyOf(packed, size + CHECKSUM_BYTES));
        } catch (IOException e) {
            throw new DecathleteException(
                    ErrorKind.RESOURCE,
                    file + " cannot be written (" + e
                            + "). Free disk space or check the permissions, then run the same "
                            + "command again; finished cases stay.",
                    e);
        }
    }

    /** @param length elements that the chunk must have */
    static Object read(Path file, ElementType type, int length) {
        try {
            byte[] packed = Files.readAllBytes(file);
            int size = packed.length - CHECKSUM_BYTES;
            byte[] raw = new byte[Math.multiplyExact(length, type.bytes())];
            if (size < 0
                    || ByteBuffer.wrap(packed).order(ByteOrder.LITTLE_ENDIAN).getInt(size) != checksum(packed, size)
                    || new ZstdDecompressor().decompress(packed, 0, size, raw, 0, raw.length) != raw.length) {
                throw damaged(file, null);
            }
            return type.fromBytes(raw);
        } catch (IOException | MalformedInputException e) {
            throw damaged(file, e);
        }
    }

    private static int checksum(byte[] bytes, int length) {
        CRC32C checksum = new CRC32C();
        checksum.update(bytes, 0, length);
        return (int) checksum.getValue();
    }

    private static DecathleteException damaged(Path file, @Nullable Throwable cause) {
        return new DecathleteException(
                ErrorKind.DATA,
                file + " is damaged or missing; delete the folder of this case and preprocess again"
                        + (cause == null ? "" : " (" + cause + ")"),
                cause);
    }
}
