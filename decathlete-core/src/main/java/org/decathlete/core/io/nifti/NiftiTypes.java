package org.decathlete.core.io.nifti;

import java.nio.file.Path;
import java.util.Map;
import org.decathlete.core.io.format.VoxelType;
import org.decathlete.core.run.DecathleteException;

/** NIfTI's numbers for voxel types. */
final class NiftiTypes {
    private static final Map<Integer, VoxelType> SUPPORTED = Map.of(
            2, VoxelType.UINT8,
            4, VoxelType.INT16,
            8, VoxelType.INT32,
            16, VoxelType.FLOAT32,
            64, VoxelType.FLOAT64,
            256, VoxelType.INT8,
            512, VoxelType.UINT16,
            768, VoxelType.UINT32,
            1024, VoxelType.INT64,
            1280, VoxelType.UINT64);

    private static final Map<Integer, String> REFUSED = Map.of(
            1, "1-bit",
            32, "complex64",
            128, "RGB24",
            1536, "float128",
            1792, "complex128",
            2048, "complex256",
            2304, "RGBA32");

    private NiftiTypes() {}

    static VoxelType of(Path file, NiftiHeader header) {
        int code = (int) header.get(NiftiField.DATATYPE);
        VoxelType type = SUPPORTED.get(code);
        if (type == null) {
            throw DecathleteException.data(
                    file + " has datatype " + code + " ("
                            + REFUSED.getOrDefault(code, "unknown")
                            + "), which is not supported; convert it to one of the integer or floating point types, such as float32");
        }
        return type;
    }

    /** Declares how voxels are stored. */
    static void declare(NiftiHeader header, VoxelType type) {
        int code = SUPPORTED.entrySet().stream()
                .filter(entry -> entry.getValue() == type)
                .mapToInt(Map.Entry::getKey)
                .findFirst()
                .orElseThrow();
        header.set(NiftiField.DATATYPE, code);
        header.set(NiftiField.BITPIX, type.bytes() * 8);
    }
}
