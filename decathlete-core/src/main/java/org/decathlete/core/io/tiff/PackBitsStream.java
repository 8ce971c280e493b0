package org.decathlete.core.io.tiff;

import java.io.EOFException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** PackBits (TIFF 6.0, section 9): runs of bytes as they are, and runs of one byte. */
final class PackBitsStream extends FilterInputStream {
    private int left;
    private int repeated = -1;

    PackBitsStream(InputStream stream) {
        super(stream);
    }

    @Override
    public int read() throws IOException {
        if (!fill()) {
            return -1;
        }
        left--;
        return repeated >= 0 ? repeated : required();
    }

    @Override
    public int read(byte[] target, int offset, int count) throws IOException {
        int done = 0;
        while (done < count && fill()) {
            target[offset + done] = (byte) (repeated >= 0 ? repeated : required());
            left--;
            done++;
        }
        return done == 0 && count > 0 ? -1 : done;
    }

    private boolean fill() throws IOException {
        while (left == 0) {
            int header = in.read();
            if (header < 0) {
                return false;
            }
            byte run = (byte) header;
            if (run >= 0) {
                left = run + 1;
                repeated = -1;
            } else if (run != Byte.MIN_VALUE) {
                left = 1 - run;
                repeated = required();
            }
        }
        return true;
    }

    private int required() throws IOException {
        int value = in.read();
        if (value < 0) {
            throw new EOFException("its PackBits end early");
        }
        return value;
    }
}
