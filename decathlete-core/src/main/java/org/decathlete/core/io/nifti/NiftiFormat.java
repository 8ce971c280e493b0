package org.decathlete.core.io.nifti;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.decathlete.core.io.bytes.VolumeSource;
import org.decathlete.core.io.format.Scaling;
import org.decathlete.core.io.format.StoredVolume;
import org.decathlete.core.io.format.StoredVoxels;
import org.decathlete.core.io.format.VolumeFormat;
import org.decathlete.core.io.format.VoxelType;
import org.decathlete.core.io.geometry.VolumeShape;
import org.decathlete.core.run.DecathleteException;
import org.decathlete.core.volume.LabelVolume;
import org.decathlete.core.volume.Volume;

/** NIfTI-1 and NIfTI-2 in one file (Cox et al., "A (sort of) new image data format standard: NIfTI-1", and its version 2). */
public final class NiftiFormat implements VolumeFormat {
    private static final double LARGEST_OFFSET = 1L << 62;

    @Override
    public String name() {
        return "NIfTI";
    }

    @Override
    public List<String> endings() {
        return List.of(".nii.gz", ".nii");
    }

    @Override
    public boolean recognises(byte[] start) {
        return NiftiHeader.recognises(start);
    }

    @Override
    public StoredVolume open(VolumeSource source) {
        NiftiHeader header = NiftiHeader.parse(source.file(), source.start(NiftiHeader.LONGEST));
        VoxelType type = NiftiTypes.of(source.file(), header);
        VolumeShape shape = NiftiShape.of(source.file(), header);
        Scaling scaling = Scaling.of(header.get(NiftiField.SCL_SLOPE), header.get(NiftiField.SCL_INTER));
        int run = (int) shape.voxels();
        return new StoredVolume(
                NiftiGeometry.grid(source.file(), header, shape),
                shape,
                Optional.of(header.toSource()),
                new StoredVoxels(source, firstVoxel(source.file(), header), type, header.order(), scaling, run));
    }

    @Override
    public void write(Path file, Volume volume) {
        NiftiWriter.write(file, volume);
    }

    @Override
    public void write(Path file, LabelVolume volume) {
        NiftiWriter.write(file, volume);
    }

    /** Some writers leave vox_offset at 0, or before the end of the header: then voxels follow the header. */
    private static long firstVoxel(Path file, NiftiHeader header) {
        double offset = header.get(NiftiField.VOX_OFFSET);
        if (!(offset < LARGEST_OFFSET)) {
            throw DecathleteException.data(file + " has vox_offset " + offset + ", which is no place in a file");
        }
        return Math.max((long) offset, header.version().firstVoxel());
    }
}
