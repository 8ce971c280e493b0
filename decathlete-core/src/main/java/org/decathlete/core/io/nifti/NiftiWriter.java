package org.decathlete.core.io.nifti;

import java.io.OutputStream;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import org.decathlete.core.io.bytes.FastGzipStream;
import org.decathlete.core.io.format.VoxelType;
import org.decathlete.core.io.format.VoxelWriter;
import org.decathlete.core.run.AtomicFiles;
import org.decathlete.core.volume.LabelVolume;
import org.decathlete.core.volume.Volume;

/** Writes NIfTI files: plain, or gzipped at its fastest level where the name ends in .gz. */
final class NiftiWriter {

    private NiftiWriter() {}

    static void write(Path file, Volume volume) {
        NiftiHeader header =
                NiftiHeaders.header(volume.grid(), volume.channels().size(), volume.header(), VoxelType.FLOAT32);
        write(file, header, stream -> VoxelWriter.floats(stream, header.order(), volume.channels()));
    }

    static void write(Path file, LabelVolume volume) {
        VoxelType type = VoxelWriter.labelType(file, volume);
        NiftiHeader header = NiftiHeaders.header(volume.grid(), 1, volume.header(), type);
        write(file, header, stream -> VoxelWriter.labels(stream, header.order(), type, volume.labels()));
    }

    private static void write(Path file, NiftiHeader header, AtomicFiles.Content voxels) {
        boolean gzipped =
                String.valueOf(file.getFileName()).toLowerCase(Locale.ROOT).endsWith(".gz");
        AtomicFiles.write(file, stream -> {
            Optional<FastGzipStream> gzip = gzipped ? Optional.of(new FastGzipStream(stream)) : Optional.empty();
            OutputStream target = gzip.isPresent() ? gzip.get() : stream;
            byte[] start = Arrays.copyOf(header.bytes(), header.version().firstVoxel());
            target.write(start);
            voxels.writeTo(target);
            if (gzip.isPresent()) {
                gzip.get().finish();
            }
        });
    }
}
