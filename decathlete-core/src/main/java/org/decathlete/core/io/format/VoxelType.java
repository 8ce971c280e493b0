package org.decathlete.core.io.format;

import java.nio.ByteBuffer;
import java.util.Locale;

/** How a voxel is stored. */
public enum VoxelType {
    UINT8(1) {
        @Override
        void decode(ByteBuffer from, double[] to, int count) {
            for (int i = 0; i < count; i++) {
                to[i] = Byte.toUnsignedInt(from.get(i));
            }
        }
    },
    INT8(1) {
        @Override
        void decode(ByteBuffer from, double[] to, int count) {
            for (int i = 0; i < count; i++) {
                to[i] = from.get(i);
            }
        }
    },
    INT16(2) {
        @Override
        void decode(ByteBuffer from, double[] to, int count) {
            for (int i = 0; i < count; i++) {
                to[i] = from.getShort(2 * i);
            }
        }
    },
    UINT16(2) {
        @Override
        void decode(ByteBuffer from, double[] to, int count) {
            for (int i = 0; i < count; i++) {
                to[i] = Short.toUnsignedInt(from.getShort(2 * i));
            }
        }
    },
    INT32(4) {
        @Override
        void decode(ByteBuffer from, double[] to, int count) {
            for (int i = 0; i < count; i++) {
                to[i] = from.getInt(4 * i);
            }
        }
    },
    UINT32(4) {
        @Override
        void decode(ByteBuffer from, double[] to, int count) {
            for (int i = 0; i < count; i++) {
                to[i] = Integer.toUnsignedLong(from.getInt(4 * i));
            }
        }
    },
    INT64(8) {
        @Override
        void decode(ByteBuffer from, double[] to, int count) {
            for (int i = 0; i < count; i++) {
                to[i] = from.getLong(8 * i);
            }
        }
    },
    UINT64(8) {
        @Override
        void decode(ByteBuffer from, double[] to, int count) {
            for (int i = 0; i < count; i++) {
                long value = from.getLong(8 * i);
                // Halved and doubled, with the lost bit kept so that rounding stays right.
                to[i] = value >= 0 ? value : ((value >>> 1) | (value & 1)) * 2.0;
            }
        }
    },
    FLOAT32(4) {
        @Override
        void decode(ByteBuffer from, double[] to, int count) {
            for (int i = 0; i < count; i++) {
                to[i] = from.getFloat(4 * i);
            }
        }
    },
    FLOAT64(8) {
        @Override
        void decode(ByteBuffer from, double[] to, int count) {
            for (int i = 0; i < count; i++) {
                to[i] = from.getDouble(8 * i);
            }
        }
    };

    private final int bytes;

    VoxelType(int bytes) {
        this.bytes = bytes;
    }

    /** Bytes of one voxel. */
    public int bytes() {
        return bytes;
    }

    /** Decodes the first {@code count} voxels of {@code from}, in its byte order. */
    abstract void decode(ByteBuffer from, double[] to, int count);

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
