package org.decathlete.core.preprocess.zarr;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** What a stored array consists of. Arrays are handed around as {@code Object}: a {@code float[]}, {@code short[]} or {@code int[]}. */
public enum ElementType {
    FLOAT32("float32", Float.BYTES) {
        @Override
        Object allocate(int length) {
            return new float[length];
        }

        @Override
        void encode(Object array, ByteBuffer bytes) {
            bytes.asFloatBuffer().put((float[]) array);
        }

        @Override
        void decode(ByteBuffer bytes, Object array) {
            bytes.asFloatBuffer().get((float[]) array);
        }
    },
    INT16("int16", Short.BYTES) {
        @Override
        Object allocate(int length) {
            return new short[length];
        }

        @Override
        void encode(Object array, ByteBuffer bytes) {
            bytes.asShortBuffer().put((short[]) array);
        }

        @Override
        void decode(ByteBuffer bytes, Object array) {
            bytes.asShortBuffer().get((short[]) array);
        }
    },
    INT32("int32", Integer.BYTES) {
        @Override
        Object allocate(int length) {
            return new int[length];
        }

        @Override
        void encode(Object array, ByteBuffer bytes) {
            bytes.asIntBuffer().put((int[]) array);
        }

        @Override
        void decode(ByteBuffer bytes, Object array) {
            bytes.asIntBuffer().get((int[]) array);
        }
    };

    private final String zarrName;
    private final int bytes;

    ElementType(String zarrName, int bytes) {
        this.zarrName = zarrName;
        this.bytes = bytes;
    }

    /** The {@code data_type} of Zarr version 3. */
    String zarrName() {
        return zarrName;
    }

    /** Bytes per element. */
    int bytes() {
        return bytes;
    }

    abstract Object allocate(int length);

    abstract void encode(Object array, ByteBuffer bytes);

    abstract void decode(ByteBuffer bytes, Object array);

    byte[] toBytes(Object array, int length) {
        byte[] raw = new byte[Math.multiplyExact(length, bytes)];
        encode(array, ByteBuffer.wrap(raw).order(ByteOrder.LITTLE_ENDIAN));
        return raw;
    }

    Object fromBytes(byte[] raw) {
        Object array = allocate(raw.length / bytes);
        decode(ByteBuffer.wrap(raw).order(ByteOrder.LITTLE_ENDIAN), array);
        return array;
    }
}
