package org.decathlete.core.io.nifti;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.decathlete.core.io.VolumeFiles;
import org.decathlete.core.io.format.VoxelType;
import org.decathlete.core.volume.Grid;
import org.decathlete.core.volume.LabelVolume;
import org.decathlete.core.volume.Volume;

/** The sound NIfTI files that are damaged: every version, byte order and type, small; and some that compress very well. */
public final class NiftiSeeds {
    private static final int[][] TYPES = {{2, 1}, {4, 2}, {8, 4}, {16, 4}, {64, 8}, {256, 1}, {512, 2}, {1024, 8}};

    private NiftiSeeds() {}

    public static List<byte[]> contents(Path folder) throws IOException {
        List<byte[]> contents = new ArrayList<>();
        for (int[] type : TYPES) {
            contents.add(NiftiBytes.of(type[0], type[1], 12, 10, 8)
                    .putShort(254, 1)
                    .putFloat(280, 0.7)
                    .putFloat(300, 1)
                    .putFloat(320, 2.5)
                    .shorts(3, 2, 1, 4)
                    .bytes());
            contents.add(NiftiBytes.of(type[0], type[1], 6, 5, 4, 3)
                    .putShort(252, 1)
                    .putFloat(256, 0.5)
                    .bytes());
        }
        contents.add(bigEndian());
        contents.add(NiftiBytes.of(2, 1, 128, 128, 64).bytes());
        contents.add(NiftiBytes.of(16, 4, 64, 64, 64).bytes());
        contents.addAll(nifti2(folder));
        return contents;
    }

    /** Written by our own writer: an extent that only version 2 can hold. */
    private static List<byte[]> nifti2(Path folder) throws IOException {
        Grid grid = Grid.of(new int[] {1, 2, 33_000}, new double[] {1, 2, 3});
        Path file = folder.resolve("seed.nii");
        VolumeFiles.write(file, new Volume(grid, List.of(new float[grid.voxels()])));
        byte[] image = Files.readAllBytes(file);
        VolumeFiles.write(file, new LabelVolume(grid, new short[grid.voxels()]));
        byte[] label = Files.readAllBytes(file);
        Files.delete(file);
        return List.of(image, label);
    }

    private static byte[] bigEndian() {
        NiftiHeader header = NiftiHeader.parse(Path.of("seed"), swappedStart());
        header.set(NiftiField.DIM, 0, 3);
        for (int i = 1; i <= 7; i++) {
            header.set(NiftiField.DIM, i, i <= 3 ? 9 : 1);
            header.set(NiftiField.PIXDIM, i, 1.5);
        }
        NiftiTypes.declare(header, VoxelType.INT16);
        header.set(NiftiField.VOX_OFFSET, 352);
        return Arrays.copyOf(header.bytes(), 352 + 2 * 9 * 9 * 9);
    }

    private static byte[] swappedStart() {
        byte[] start = Arrays.copyOf(NiftiHeader.empty(NiftiVersion.ONE).bytes(), 348);
        start[0] = 0;
        start[1] = 0;
        start[2] = 1;
        start[3] = 92;
        return start;
    }
}
