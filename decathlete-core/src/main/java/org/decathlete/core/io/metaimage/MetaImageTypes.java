package org.decathlete.core.io.metaimage;

import java.util.Locale;
import java.util.Map;
import org.decathlete.core.io.format.VoxelType;
import org.decathlete.core.io.text.HeaderFields;

/** MetaImage's names for voxel types; a long has four bytes there. */
final class MetaImageTypes {
    private static final Map<String, VoxelType> TYPES = Map.ofEntries(
            Map.entry("MET_UCHAR", VoxelType.UINT8),
            Map.entry("MET_CHAR", VoxelType.INT8),
            Map.entry("MET_ASCII_CHAR", VoxelType.INT8),
            Map.entry("MET_SHORT", VoxelType.INT16),
            Map.entry("MET_USHORT", VoxelType.UINT16),
            Map.entry("MET_INT", VoxelType.INT32),
            Map.entry("MET_UINT", VoxelType.UINT32),
            Map.entry("MET_LONG", VoxelType.INT32),
            Map.entry("MET_ULONG", VoxelType.UINT32),
            Map.entry("MET_LONG_LONG", VoxelType.INT64),
            Map.entry("MET_ULONG_LONG", VoxelType.UINT64),
            Map.entry("MET_FLOAT", VoxelType.FLOAT32),
            Map.entry("MET_DOUBLE", VoxelType.FLOAT64));

    private MetaImageTypes() {}

    static VoxelType of(HeaderFields fields) {
        VoxelType type = TYPES.get(fields.required("ElementType").toUpperCase(Locale.ROOT));
        if (type == null) {
            throw fields.wrong("ElementType", "which is not supported; convert it to an integer type, float or double");
        }
        return type;
    }

    /** The name to write. */
    static String name(VoxelType type) {
        return switch (type) {
            case UINT8 -> "MET_UCHAR";
            case UINT16 -> "MET_USHORT";
            case FLOAT32 -> "MET_FLOAT";
            default -> throw new IllegalArgumentException("we write no " + type);
        };
    }
}
