package org.decathlete.core.io.bytes;

import java.io.IOException;
import java.io.InputStream;
import java.util.zip.GZIPInputStream;

/** How bytes of a file are compressed. */
public enum Compression {
    NONE {
        @Override
        public InputStream open(InputStream stream) {
            return stream;
        }
    },
    /** Several gzip members in a row are one stream. */
    GZIP {
        @Override
        public InputStream open(InputStream stream) throws IOException {
            return new GZIPInputStream(stream, BUFFER);
        }
    },
    ZLIB {
        @Override
        public InputStream open(InputStream stream) {
            return new ZlibStream(stream, BUFFER);
        }
    };

    /** Bytes that are read from a file at a time. */
    public static final int BUFFER = 1 << 16;

    /**
     * The content of a stream, uncompressed.
     *
     * @throws IOException where its first bytes are not of this compression
     */
    public abstract InputStream open(InputStream stream) throws IOException;
}
