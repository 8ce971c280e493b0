package org.decathlete.core.io.nifti;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/** NIfTI-1 files made by hand, field by field, so that tests do not depend on our own writer. */
final class NiftiBytes {
    private static final int VOXELS = 352;

    private final byte[] bytes;
    private final ByteBuffer content;

    private NiftiBytes(byte[] bytes) {
        this.bytes = bytes;
        this.content = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }

    /** Little endian, spacing 1, neither sform nor qform, voxels all zero. */
    static NiftiBytes of(int datatype, int bytesPerVoxel, int... extents) {
        int voxels = Arrays.stream(extents).reduce(1, (a, b) -> a * b);
        NiftiBytes made = new NiftiBytes(new byte[VOXELS + voxels * bytesPerVoxel]);
        ByteBuffer content = made.content;
        content.putInt(0, 348);
        content.putShort(40, (short) extents.length);
        for (int i = 0; i < 7; i++) {
            content.putShort(42 + 2 * i, (short) (i < extents.length ? extents[i] : 1));
            content.putFloat(80 + 4 * i, 1);
        }
        content.putShort(70, (short) datatype);
        content.putShort(72, (short) (8 * bytesPerVoxel));
        content.putFloat(108, VOXELS);
        content.put(344, new byte[] {'n', '+', '1', 0});
        return made;
    }

    NiftiBytes putShort(int offset, int value) {
        content.putShort(offset, (short) value);
        return this;
    }

    NiftiBytes putFloat(int offset, double value) {
        content.putFloat(offset, (float) value);
        return this;
    }

    NiftiBytes put(int offset, int value) {
        content.put(offset, (byte) value);
        return this;
    }

    NiftiBytes shorts(int... voxels) {
        for (int i = 0; i < voxels.length; i++) {
            content.putShort(VOXELS + 2 * i, (short) voxels[i]);
        }
        return this;
    }

    NiftiBytes floats(double... voxels) {
        for (int i = 0; i < voxels.length; i++) {
            content.putFloat(VOXELS + 4 * i, (float) voxels[i]);
        }
        return this;
    }

    byte[] bytes() {
        return bytes;
    }

    Path write(Path file) {
        return write(file, bytes());
    }

    static Path write(Path file, byte[] bytes) {
        try {
            return Files.write(file, bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
