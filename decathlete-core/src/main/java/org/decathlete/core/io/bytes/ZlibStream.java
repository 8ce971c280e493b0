package org.decathlete.core.io.bytes;

import java.io.IOException;
import java.io.InputStream;
import java.util.zip.Inflater;
import java.util.zip.InflaterInputStream;

/** A zlib stream, read through a buffer of a chosen size; its inflater's native memory goes when it is closed. */
public final class ZlibStream extends InflaterInputStream {

    /**
     * The content of a stream.
     *
     * @param stream is closed with this one
     * @param buffer bytes that are read at a time, at least 1
     */
    public ZlibStream(InputStream stream, int buffer) {
        super(stream, new Inflater(), buffer);
    }

    @Override
    public void close() throws IOException {
        inf.end();
        super.close();
    }
}
