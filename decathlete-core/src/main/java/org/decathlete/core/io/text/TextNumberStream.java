package org.decathlete.core.io.text;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.Locale;

/** Turns numbers in text, divided by blanks or commas, into float64, big endian. */
final class TextNumberStream extends FilterInputStream {
    private static final int LONGEST_NUMBER = 64;

    private final ByteBuffer number = ByteBuffer.allocate(Double.BYTES);

    TextNumberStream(InputStream text) {
        super(text);
        number.limit(0);
    }

    @Override
    public int read() throws IOException {
        return number.hasRemaining() || fill() ? Byte.toUnsignedInt(number.get()) : -1;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        int done = 0;
        while (done < length && (number.hasRemaining() || fill())) {
            int count = Math.min(length - done, number.remaining());
            number.get(target, offset + done, count);
            done += count;
        }
        return done == 0 && length > 0 ? -1 : done;
    }

    @Override
    public long skip(long count) throws IOException {
        long skipped = 0;
        while (skipped < count && read() >= 0) {
            skipped++;
        }
        return skipped;
    }

    private boolean fill() throws IOException {
        int next = in.read();
        while (isBlank(next)) {
            next = in.read();
        }
        if (next < 0) {
            return false;
        }
        StringBuilder word = new StringBuilder();
        while (next >= 0 && !isBlank(next)) {
            if (word.length() == LONGEST_NUMBER) {
                throw new IOException("'" + HeaderLines.excerpt(word.toString()) + "…' is no number");
            }
            word.append((char) next);
            next = in.read();
        }
        number.clear();
        number.putDouble(0, value(word.toString()));
        return true;
    }

    private static boolean isBlank(int character) {
        return character == ' ' || character == ',' || (character >= '\t' && character <= '\r');
    }

    private static double value(String word) throws IOException {
        try {
            return switch (word.toLowerCase(Locale.ROOT)) {
                case "nan" -> Double.NaN;
                case "inf", "+inf" -> Double.POSITIVE_INFINITY;
                case "-inf" -> Double.NEGATIVE_INFINITY;
                default -> Double.parseDouble(word);
            };
        } catch (NumberFormatException e) {
            throw new IOException("'" + HeaderLines.excerpt(word) + "' is no number", e);
        }
    }
}
