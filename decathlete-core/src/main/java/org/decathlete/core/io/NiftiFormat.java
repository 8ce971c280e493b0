package org.decathlete.core.io;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.decathlete.core.run.DecathleteException;
import org.decathlete.core.volume.Grid;
import org.decathlete.core.volume.LabelVolume;
import org.decathlete.core.volume.Volume;

/** NIfTI-1 and NIfTI-2 in one file (Cox et al., "A (sort of) new image data format standard: NIfTI-1", and its version 2). */
final class NiftiFormat implements VolumeFormat {
    /** What may follow the voxels and is read to its end, so that gzip's checksum is seen. */
    private static final int LONGEST_REST = 1 << 24;

    private static final double LARGEST_OFFSET = 1L << 62;

    @Override
    public boolean recognises(byte[] start) {
        return NiftiHeader.recognises(start);
    }

    @Override
    public boolean isNamed(String lowerCaseName) {
        return lowerCaseName.endsWith(".nii") || lowerCaseName.endsWith(".nii.gz");
    }

    @Override
    public VolumeInfo info(VolumeSource source) {
        Contents contents = Contents.of(source);
        return new VolumeInfo(contents.grid, contents.shape.channels(), contents.type.toString());
    }

    @Override
    public Volume read(VolumeSource source) {
        Contents contents = Contents.of(source);
        long voxels = contents.shape.allVoxels();
        List<float[]> channels = contents.allocate(source, voxels * Float.BYTES, () -> {
            List<float[]> arrays = new ArrayList<>();
            for (int channel = 0; channel < contents.shape.channels(); channel++) {
                arrays.add(new float[contents.grid.voxels()]);
            }
            return arrays;
        });
        contents.decode(source, voxelStream -> {
            for (float[] channel : channels) {
                voxelStream.read(channel);
            }
        });
        return new Volume(contents.grid, channels, Optional.of(contents.header.toSource()));
    }

    @Override
    public LabelVolume readLabels(VolumeSource source) {
        Contents contents = Contents.of(source);
        if (contents.shape.channels() != 1) {
            throw DecathleteException.data(source.file() + " has " + contents.shape.channels()
                    + " channels; a label map has one. Is it an image?");
        }
        short[] labels = contents.allocate(
                source, contents.shape.voxels() * Short.BYTES, () -> new short[contents.grid.voxels()]);
        contents.decode(source, voxelStream -> voxelStream.read(labels));
        return new LabelVolume(contents.grid, labels, Optional.of(contents.header.toSource()));
    }

    @Override
    public void write(Path file, Volume volume) {
        NiftiWriter.write(file, volume);
    }

    @Override
    public void write(Path file, LabelVolume volume) {
        NiftiWriter.write(file, volume);
    }

    private interface Decoding {
        void from(VoxelStream stream) throws IOException;
    }

    /** What a header says; {@code length} bytes of content, header and voxels. */
    private record Contents(
            NiftiHeader header, NiftiShape shape, Grid grid, VoxelType type, long firstVoxel, long length) {

        static Contents of(VolumeSource source) {
            NiftiHeader header = NiftiHeader.parse(source.file(), source.start(NiftiHeader.LONGEST));
            VoxelType type = NiftiTypes.of(source.file(), header);
            NiftiShape shape = NiftiShape.of(source.file(), header);
            long firstVoxel = firstVoxel(source.file(), header);
            long longest = (Long.MAX_VALUE - firstVoxel) / type.bytes();
            long length = shape.allVoxels() > longest ? Long.MAX_VALUE : firstVoxel + shape.allVoxels() * type.bytes();
            source.requirePlausible(length);
            return new Contents(
                    header, shape, NiftiGeometry.grid(source.file(), header, shape), type, firstVoxel, length);
        }

        /** The arrays for the voxels, once it is sure that they fit and that the file fills them. */
        <T> T allocate(VolumeSource source, long bytes, Supplier<T> arrays) {
            Allocation.requireRoom(source.file(), bytes);
            source.requireDelivered(length);
            return Allocation.of(source.file(), bytes, arrays);
        }

        void decode(VolumeSource source, Decoding decoding) {
            Scaling scaling = Scaling.of(header.get(NiftiField.SCL_SLOPE), header.get(NiftiField.SCL_INTER));
            try (InputStream stream = source.stream()) {
                stream.skipNBytes(firstVoxel);
                decoding.from(new VoxelStream(stream, type, header.order(), scaling));
                if (source.gzipped()) {
                    readRest(stream);
                }
            } catch (NotALabelException e) {
                throw notALabel(source, e);
            } catch (IOException e) {
                throw source.damaged(e);
            }
        }

        private DecathleteException notALabel(VolumeSource source, NotALabelException e) {
            int[] size = shape.size();
            int[] voxel = {e.index() / (size[1] * size[2]), e.index() / size[2] % size[1], e.index() % size[2]};
            return DecathleteException.data(
                    source.file() + " holds " + e.value() + " at voxel " + Arrays.toString(voxel)
                            + " (z, y, x), which is no label: labels are whole numbers from " + Short.MIN_VALUE + " to "
                            + Short.MAX_VALUE,
                    e);
        }

        private static void readRest(InputStream stream) throws IOException {
            byte[] block = new byte[1 << 14];
            long rest = 0;
            int read = stream.read(block);
            while (read > 0 && rest < LONGEST_REST) {
                rest += read;
                read = stream.read(block);
            }
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
}
