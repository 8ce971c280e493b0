package org.decathlete.core.io.nifti;

import java.nio.ByteBuffer;

/** How a number stands in a header. All of them pass through double, which holds every value that makes sense there. */
enum NumberFormat {
    BYTE(1) {
        @Override
        double get(ByteBuffer header, int at) {
            return header.get(at);
        }

        @Override
        void put(ByteBuffer header, int at, double value) {
            header.put(at, (byte) value);
        }
    },
    SHORT(2) {
        @Override
        double get(ByteBuffer header, int at) {
            return header.getShort(at);
        }

        @Override
        void put(ByteBuffer header, int at, double value) {
            header.putShort(at, (short) value);
        }
    },
    INT(4) {
        @Override
        double get(ByteBuffer header, int at) {
            return header.getInt(at);
        }

        @Override
        void put(ByteBuffer header, int at, double value) {
            header.putInt(at, (int) value);
        }
    },
    LONG(8) {
        @Override
        double get(ByteBuffer header, int at) {
            return header.getLong(at);
        }

        @Override
        void put(ByteBuffer header, int at, double value) {
            header.putLong(at, (long) value);
        }
    },
    FLOAT(4) {
        @Override
        double get(ByteBuffer header, int at) {
            return header.getFloat(at);
        }

        @Override
        void put(ByteBuffer header, int at, double value) {
            header.putFloat(at, (float) value);
        }
    },
    DOUBLE(8) {
        @Override
        double get(ByteBuffer header, int at) {
            return header.getDouble(at);
        }

        @Override
        void put(ByteBuffer header, int at, double value) {
            header.putDouble(at, value);
        }
    };

    private final int bytes;

    NumberFormat(int bytes) {
        this.bytes = bytes;
    }

    int bytes() {
        return bytes;
    }

    abstract double get(ByteBuffer header, int at);

    abstract void put(ByteBuffer header, int at, double value);
}
