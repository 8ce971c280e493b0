package org.decathlete.core.io.tiff;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** TIFF's LZW (TIFF 6.0, section 13): codes of 9 to 12 bits, the highest first, one bit longer one code early. */
final class LzwStream extends FilterInputStream {
    private static final int CLEAR = 256;
    private static final int END = 257;
    private static final int FIRST = 258;
    private static final int MOST = 4096;

    private final short[] prefix = new short[MOST];
    private final byte[] last = new byte[MOST];
    private final int[] length = new int[MOST];
    private final byte[] word = new byte[MOST];
    private int wordFrom;
    private int wordTo;
    private int next = FIRST;
    private int bits = 9;
    private int previous = -1;
    private int pending;
    private int pendingBits;
    private boolean ended;

    LzwStream(InputStream stream) {
        super(stream);
        for (int i = 0; i < CLEAR; i++) {
            last[i] = (byte) i;
            length[i] = 1;
        }
    }

    @Override
    public int read() throws IOException {
        return fill() ? Byte.toUnsignedInt(word[wordFrom++]) : -1;
    }

    @Override
    public int read(byte[] target, int offset, int count) throws IOException {
        if (count == 0) {
            return 0;
        }
        int done = 0;
        while (done < count && fill()) {
            int taken = Math.min(count - done, wordTo - wordFrom);
            System.arraycopy(word, wordFrom, target, offset + done, taken);
            wordFrom += taken;
            done += taken;
        }
        return done == 0 ? -1 : done;
    }

    /** Whether there is something in {@code word}; decodes the next code where there is not. */
    private boolean fill() throws IOException {
        while (wordFrom == wordTo && !ended) {
            int code = code();
            if (code == CLEAR) {
                next = FIRST;
                bits = 9;
                previous = -1;
            } else if (code < 0 || code == END) {
                ended = true;
            } else {
                decode(code);
            }
        }
        return wordFrom < wordTo;
    }

    private void decode(int code) throws IOException {
        if (code > next || (code == next && previous < 0) || (previous < 0 && code > CLEAR)) {
            throw new IOException("its LZW has a code beyond its table");
        }
        if (previous >= 0 && next < MOST) {
            prefix[next] = (short) previous;
            length[next] = length[previous] + 1;
            last[next] = firstByte(code == next ? previous : code);
            next++;
            bits = next + 1 < 512 ? 9 : next + 1 < 1024 ? 10 : next + 1 < 2048 ? 11 : 12;
        }
        if (code >= next) {
            throw new IOException("its LZW has a code beyond its table");
        }
        wordFrom = 0;
        wordTo = length[code];
        int at = code;
        for (int i = wordTo - 1; i >= 0; i--) {
            word[i] = last[at];
            at = prefix[at];
        }
        previous = code;
    }

    private byte firstByte(int code) {
        int at = code;
        while (at >= FIRST) {
            at = prefix[at];
        }
        return last[at];
    }

    private int code() throws IOException {
        while (pendingBits < bits) {
            int more = in.read();
            if (more < 0) {
                return -1;
            }
            pending = pending << 8 | more;
            pendingBits += 8;
        }
        pendingBits -= bits;
        int code = pending >>> pendingBits & ((1 << bits) - 1);
        pending &= (1 << pendingBits) - 1;
        return code;
    }
}
