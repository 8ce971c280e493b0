package org.decathlete.core.io;

import java.io.IOException;
import java.io.InputStream;
import java.util.zip.Inflater;
import java.util.zip.InflaterInputStream;

/** A zlib stream, read through a buffer of a chosen size; its inflater's native memory goes when it is closed. */
final class ZlibStream extends InflaterInputStream {

    ZlibStream(InputStream stream, int buffer) {
        super(stream, new Inflater(), buffer);
    }

    @Override
    public void close() throws IOException {
        inf.end();
        super.close();
    }
}
