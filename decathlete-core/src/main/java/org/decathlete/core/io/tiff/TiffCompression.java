package org.decathlete.core.io.tiff;

import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import org.decathlete.core.io.bytes.VoxelContent;
import org.decathlete.core.io.bytes.ZlibStream;

/** How the strips and tiles of a TIFF are compressed. */
enum TiffCompression {
    NONE(1) {
        @Override
        InputStream open(InputStream stream) {
            return stream;
        }
    },
    /** A table of 4096 entries: a code of 12 bits gives 3837 bytes at most. */
    LZW(2600) {
        @Override
        InputStream open(InputStream stream) {
            return new LzwStream(stream);
        }
    },
    DEFLATE(VoxelContent.LARGEST_RATIO) {
        @Override
        InputStream open(InputStream stream) {
            return new ZlibStream(stream, BUFFER);
        }
    },
    PACK_BITS(64) {
        @Override
        InputStream open(InputStream stream) {
            return new PackBitsStream(stream);
        }
    };

    private static final int BUFFER = 1 << 12;
    private static final Map<Integer, TiffCompression> CODES =
            Map.of(1, NONE, 5, LZW, 8, DEFLATE, 32946, DEFLATE, 32773, PACK_BITS);
    private static final Map<Integer, String> REFUSED = Map.of(
            2,
            "CCITT",
            3,
            "CCITT",
            4,
            "CCITT",
            6,
            "JPEG",
            7,
            "JPEG",
            34712,
            "JPEG 2000",
            50000,
            "Zstandard",
            34887,
            "LERC");

    private final long largestRatio;

    TiffCompression(long largestRatio) {
        this.largestRatio = largestRatio;
    }

    static TiffCompression of(long code) throws IOException {
        int known = code > Integer.MAX_VALUE ? 0 : (int) code;
        TiffCompression compression = CODES.get(known);
        if (compression == null) {
            throw new IOException("its compression " + code + " (" + REFUSED.getOrDefault(known, "unknown")
                    + ") is not supported: save it uncompressed, or with deflate, LZW or PackBits");
        }
        return compression;
    }

    /** The most bytes that so many compressed ones can hold. */
    long most(long bytes) {
        return bytes > Long.MAX_VALUE / largestRatio ? Long.MAX_VALUE : bytes * largestRatio;
    }

    abstract InputStream open(InputStream stream) throws IOException;
}
