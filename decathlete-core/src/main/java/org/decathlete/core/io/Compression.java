package org.decathlete.core.io;

import java.io.IOException;
import java.io.InputStream;
import java.util.zip.GZIPInputStream;

/** How bytes of a file are compressed. */
enum Compression {
    NONE {
        @Override
        InputStream open(InputStream stream) {
            return stream;
        }
    },
    /** Several gzip members in a row are one stream. */
    GZIP {
        @Override
        InputStream open(InputStream stream) throws IOException {
            return new GZIPInputStream(stream, BUFFER);
        }
    },
    ZLIB {
        @Override
        InputStream open(InputStream stream) {
            return new ZlibStream(stream, BUFFER);
        }
    };

    static final int BUFFER = 1 << 16;

    /** The content of a stream, uncompressed. */
    abstract InputStream open(InputStream stream) throws IOException;
}
