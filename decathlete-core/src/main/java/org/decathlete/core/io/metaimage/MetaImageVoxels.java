package org.decathlete.core.io.metaimage;

import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.Optional;
import org.decathlete.core.io.bytes.Compression;
import org.decathlete.core.io.bytes.VolumeSource;
import org.decathlete.core.io.format.Scaling;
import org.decathlete.core.io.format.StoredVoxels;
import org.decathlete.core.io.format.VoxelType;
import org.decathlete.core.io.geometry.VolumeShape;
import org.decathlete.core.io.text.HeaderFields;
import org.decathlete.core.io.text.SiblingFile;
import org.decathlete.core.io.text.TextVoxels;

/** Where the voxels of a MetaImage are: behind its header or in a file beside it, raw, compressed or as text. */
final class MetaImageVoxels {
    private static final Scaling UNSCALED = Scaling.of(1, 0);

    private MetaImageVoxels() {}

    static StoredVoxels of(MetaImageHeader header, VolumeSource source, VolumeShape shape) {
        HeaderFields fields = header.fields();
        VoxelType type = MetaImageTypes.of(fields);
        int run = MetaImageShape.run(fields, shape);
        VolumeSource data =
                dataFile(fields).map(VolumeSource::plain).orElseGet(() -> source.part(header.end(), Compression.NONE));
        boolean compressed = isTrue(fields, "CompressedData");
        data = data.part(start(fields, data, type, shape, compressed), Compression.NONE);
        if (!isTrue(fields, "BinaryData") && fields.text("BinaryData").isPresent()) {
            return new StoredVoxels(new TextVoxels(data), 0, VoxelType.FLOAT64, ByteOrder.BIG_ENDIAN, UNSCALED, run);
        }
        boolean big = isTrue(fields, fields.used("BinaryDataByteOrderMSB", "ElementByteOrderMSB"));
        ByteOrder order = big ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN;
        VolumeSource voxels = compressed ? data.part(data.from(), compression(data)) : data;
        return new StoredVoxels(voxels, 0, type, order, UNSCALED, run);
    }

    /** The file beside the header that holds the voxels, where they are not in the same. */
    static Optional<Path> dataFile(HeaderFields fields) {
        String name = fields.required(MetaImageHeader.DATA_FILE);
        if (name.equalsIgnoreCase("LOCAL")) {
            return Optional.empty();
        }
        if (name.equals("LIST") || name.startsWith("LIST ") || name.contains("%")) {
            throw fields.wrong(
                    MetaImageHeader.DATA_FILE, "voxels in several files are not supported; save them as one .mha");
        }
        return Optional.of(SiblingFile.of(fields.file(), MetaImageHeader.DATA_FILE, name));
    }

    /** {@code HeaderSize} says how much to skip; -1 that the voxels are the end of the file. */
    private static long start(
            HeaderFields fields, VolumeSource data, VoxelType type, VolumeShape shape, boolean compressed) {
        long skipped = fields.wholeNumber("HeaderSize", 0);
        if (skipped < -1 || (skipped == -1 && compressed)) {
            throw fields.wrong("HeaderSize", "which cannot be");
        }
        if (skipped >= 0) {
            return data.from() + skipped;
        }
        long length = new StoredVoxels(data, 0, type, ByteOrder.LITTLE_ENDIAN, UNSCALED, 1).length(shape.allVoxels());
        return data.from() + Math.max(0, data.size() - length);
    }

    /** MetaIO writes zlib, and reads gzip as well. */
    private static Compression compression(VolumeSource data) {
        byte[] start = data.start(2);
        boolean gzip = start.length == 2 && start[0] == 0x1f && start[1] == (byte) 0x8b;
        return gzip ? Compression.GZIP : Compression.ZLIB;
    }

    private static boolean isTrue(HeaderFields fields, String name) {
        return fields.text(name).filter(value -> value.matches("[Tt1].*")).isPresent();
    }
}
