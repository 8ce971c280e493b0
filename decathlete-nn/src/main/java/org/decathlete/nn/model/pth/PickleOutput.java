package org.decathlete.nn.model.pth;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/** Opcodes and their arguments, as pickles of protocol 2 have them. */
final class PickleOutput {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    PickleOutput opcode(int opcode) {
        out.write(opcode);
        return this;
    }

    PickleOutput global(String module, String name) {
        out.write('c');
        out.writeBytes((module + "\n" + name + "\n").getBytes(StandardCharsets.US_ASCII));
        return this;
    }

    PickleOutput text(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        out.write('X');
        return little(4, bytes.length).raw(bytes);
    }

    /** In the fewest bytes, as Python's own pickler does. */
    PickleOutput integer(long value) {
        if (value >= 0 && value <= 0xff) {
            return opcode('K').little(1, value);
        }
        if (value >= 0 && value <= 0xffff) {
            return opcode('M').little(2, value);
        }
        if (value == (int) value) {
            return opcode('J').little(4, value);
        }
        return opcode(0x8a).opcode(Long.BYTES).little(Long.BYTES, value);
    }

    PickleOutput real(double value) {
        return opcode('G')
                .raw(ByteBuffer.allocate(Double.BYTES).putDouble(value).array());
    }

    byte[] bytes() {
        return out.toByteArray();
    }

    private PickleOutput little(int bytes, long value) {
        byte[] all = ByteBuffer.allocate(Long.BYTES)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(value)
                .array();
        out.write(all, 0, bytes);
        return this;
    }

    private PickleOutput raw(byte[] bytes) {
        out.writeBytes(bytes);
        return this;
    }
}
