package org.decathlete.core.io.nrrd;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.decathlete.core.io.format.VoxelType;
import org.decathlete.core.io.text.HeaderFields;

/** NRRD's many names for voxel types. */
final class NrrdTypes {
    private static final Map<VoxelType, List<String>> NAMES = Map.of(
            VoxelType.UINT8, List.of("uint8", "uchar", "unsigned char", "uint8_t"),
            VoxelType.INT8, List.of("int8", "signed char", "int8_t"),
            VoxelType.INT16, List.of("int16", "short", "short int", "signed short", "signed short int", "int16_t"),
            VoxelType.UINT16, List.of("uint16", "ushort", "unsigned short", "unsigned short int", "uint16_t"),
            VoxelType.INT32, List.of("int32", "int", "signed int", "int32_t"),
            VoxelType.UINT32, List.of("uint32", "uint", "unsigned int", "uint32_t"),
            VoxelType.INT64,
                    List.of(
                            "int64",
                            "longlong",
                            "long long",
                            "long long int",
                            "signed long long",
                            "signed long long int",
                            "int64_t"),
            VoxelType.UINT64,
                    List.of("uint64", "ulonglong", "unsigned long long", "unsigned long long int", "uint64_t"),
            VoxelType.FLOAT32, List.of("float"),
            VoxelType.FLOAT64, List.of("double"));

    private NrrdTypes() {}

    static VoxelType of(HeaderFields fields) {
        String name = fields.required("type").toLowerCase(Locale.ROOT).replaceAll("\\s+", " ");
        return NAMES.entrySet().stream()
                .filter(entry -> entry.getValue().contains(name))
                .map(Map.Entry::getKey)
                .findFirst()
                .orElseThrow(() ->
                        fields.wrong("type", "which is not supported; convert it to an integer type, float or double"));
    }

    /** The name to write. */
    static String name(VoxelType type) {
        return Objects.requireNonNull(NAMES.get(type)).get(0);
    }
}
