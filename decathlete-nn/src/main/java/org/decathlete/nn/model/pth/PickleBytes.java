package org.decathlete.nn.model.pth;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/** The bytes of a pickle, read from the front; running over the end is an error of the file. */
final class PickleBytes {
    private final ByteBuffer buffer;

    PickleBytes(byte[] bytes) {
        this.buffer = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }

    int unsignedByte() {
        return Byte.toUnsignedInt(need(1).get());
    }

    int unsignedShort() {
        return Short.toUnsignedInt(need(2).getShort());
    }

    int signedInt() {
        return need(4).getInt();
    }

    /** A length of four bytes. */
    int length() {
        int length = need(4).getInt();
        if (length < 0) {
            throw new PickleException("has an element of " + Integer.toUnsignedString(length) + " bytes");
        }
        return length;
    }

    /** A length of eight bytes. */
    int longLength() {
        long length = need(8).getLong();
        if (length < 0 || length > buffer.remaining()) {
            throw new PickleException("has an element of " + Long.toUnsignedString(length) + " bytes");
        }
        return (int) length;
    }

    double bigEndianDouble() {
        return Double.longBitsToDouble(Long.reverseBytes(need(8).getLong()));
    }

    byte[] bytes(int length) {
        ByteBuffer source = need(length);
        byte[] bytes = new byte[length];
        source.get(bytes);
        return bytes;
    }

    String text(int length) {
        return new String(bytes(length), StandardCharsets.UTF_8);
    }

    /** Text up to the next line feed, which is consumed. */
    String line() {
        int start = buffer.position();
        while (unsignedByte() != '\n') {
            // Read on.
        }
        return new String(buffer.array(), start, buffer.position() - 1 - start, StandardCharsets.UTF_8);
    }

    /** A two's complement number of up to eight bytes, little endian. */
    long integer(int length) {
        if (length > Long.BYTES) {
            throw new PickleException("has an integer of " + length + " bytes, more than a long holds");
        }
        byte[] bytes = bytes(length);
        long value = 0;
        for (int i = length - 1; i >= 0; i--) {
            value = (value << 8) | Byte.toUnsignedInt(bytes[i]);
        }
        int unused = Long.SIZE - 8 * length;
        return length == 0 ? 0 : value << unused >> unused;
    }

    private ByteBuffer need(int count) {
        if (buffer.remaining() < count) {
            throw new PickleException("ends in the middle of an element");
        }
        return buffer;
    }
}
