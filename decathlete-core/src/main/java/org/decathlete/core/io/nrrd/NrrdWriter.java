package org.decathlete.core.io.nrrd;

import java.io.OutputStream;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Locale;
import org.decathlete.core.io.bytes.FastGzipStream;
import org.decathlete.core.io.format.VoxelType;
import org.decathlete.core.io.format.VoxelWriter;
import org.decathlete.core.run.AtomicFiles;
import org.decathlete.core.run.DecathleteException;
import org.decathlete.core.volume.Grid;
import org.decathlete.core.volume.LabelVolume;
import org.decathlete.core.volume.Volume;

/** Writes NRRD files: attached, little endian, gzipped at the fastest level; channels are the slowest axis. */
final class NrrdWriter {

    private NrrdWriter() {}

    static void write(Path file, Volume volume) {
        int channels = volume.channels().size();
        NrrdPlace place = NrrdPlace.of(volume.grid(), channels, volume.header());
        write(
                file,
                text(volume.grid(), channels, VoxelType.FLOAT32, place),
                target -> VoxelWriter.floats(target, ByteOrder.LITTLE_ENDIAN, volume.channels()));
    }

    static void write(Path file, LabelVolume volume) {
        VoxelType type = VoxelWriter.labelType(file, volume);
        NrrdPlace place = NrrdPlace.of(volume.grid(), 1, volume.header());
        write(
                file,
                text(volume.grid(), 1, type, place),
                target -> VoxelWriter.labels(target, ByteOrder.LITTLE_ENDIAN, type, volume.labels()));
    }

    private static void write(Path file, String header, AtomicFiles.Content voxels) {
        if (String.valueOf(file.getFileName()).toLowerCase(Locale.ROOT).endsWith(".nhdr")) {
            throw DecathleteException.usage(file + " cannot be written: NRRD is written as one file; call it .nrrd");
        }
        AtomicFiles.write(file, stream -> {
            stream.write(header.getBytes(StandardCharsets.UTF_8));
            FastGzipStream gzip = new FastGzipStream(stream);
            OutputStream target = gzip;
            voxels.writeTo(target);
            gzip.finish();
        });
    }

    private static String text(Grid grid, int channels, VoxelType type, NrrdPlace place) {
        int[] size = grid.size();
        String sizes =
                size[2] + " " + size[1] + (place.flat() ? "" : " " + size[0]) + (channels > 1 ? " " + channels : "");
        StringBuilder text = new StringBuilder("NRRD0005\n");
        text.append("type: ").append(NrrdTypes.name(type)).append('\n');
        text.append("dimension: ").append(sizes.split(" ").length).append('\n');
        place.before().forEach(line -> text.append(line).append('\n'));
        text.append("sizes: ").append(sizes).append('\n');
        place.after().forEach(line -> text.append(line).append('\n'));
        text.append("endian: little\nencoding: gzip\n\n");
        return text.toString();
    }
}
