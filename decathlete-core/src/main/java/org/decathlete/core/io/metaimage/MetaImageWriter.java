package org.decathlete.core.io.metaimage;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Locale;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import org.decathlete.core.io.format.VoxelType;
import org.decathlete.core.io.format.VoxelWriter;
import org.decathlete.core.run.AtomicFiles;
import org.decathlete.core.volume.Grid;
import org.decathlete.core.volume.LabelVolume;
import org.decathlete.core.volume.Volume;

/**
 * Writes MetaImage files, little endian: as one file, or where the name ends in .mhd as a header and a file of voxels. Label maps
 * are compressed; images are not, because the header before them would have to tell their compressed length.
 */
final class MetaImageWriter {
    private static final int BUFFER = 1 << 16;
    private static final String HEADER_APART = ".mhd";

    private MetaImageWriter() {}

    static void write(Path file, Volume volume) {
        int channels = volume.channels().size();
        MetaImagePlace place = MetaImagePlace.of(volume.grid(), channels, volume.header());
        String header = text(volume.grid(), channels, VoxelType.FLOAT32, place) + "CompressedData = False\n";
        write(file, header, ".raw", stream -> VoxelWriter.floats(stream, ByteOrder.LITTLE_ENDIAN, volume.channels()));
    }

    static void write(Path file, LabelVolume volume) {
        VoxelType type = VoxelWriter.labelType(file, volume);
        byte[] compressed = compressed(type, volume.labels());
        MetaImagePlace place = MetaImagePlace.of(volume.grid(), 1, volume.header());
        String header = text(volume.grid(), 1, type, place) + "CompressedData = True\nCompressedDataSize = "
                + compressed.length + "\n";
        write(file, header, ".zraw", stream -> stream.write(compressed));
    }

    private static void write(Path file, String header, String dataEnding, AtomicFiles.Content voxels) {
        String name = String.valueOf(file.getFileName());
        boolean apart = name.toLowerCase(Locale.ROOT).endsWith(HEADER_APART);
        String dataFile = apart ? name.substring(0, name.length() - HEADER_APART.length()) + dataEnding : "LOCAL";
        byte[] start = (header + MetaImageHeader.DATA_FILE + " = " + dataFile + "\n").getBytes(StandardCharsets.UTF_8);
        if (apart) {
            AtomicFiles.write(file.resolveSibling(dataFile), voxels);
        }
        AtomicFiles.write(file, stream -> {
            stream.write(start);
            if (!apart) {
                voxels.writeTo(stream);
            }
        });
    }

    private static String text(Grid grid, int channels, VoxelType type, MetaImagePlace place) {
        int[] size = grid.size();
        StringBuilder text = new StringBuilder("ObjectType = Image\n");
        String sizes =
                size[2] + " " + size[1] + (place.flat() ? "" : " " + size[0]) + (channels > 1 ? " " + channels : "");
        text.append("NDims = ").append(sizes.split(" ").length).append('\n');
        text.append("BinaryData = True\nBinaryDataByteOrderMSB = False\n");
        place.lines().forEach(line -> text.append(line).append('\n'));
        text.append("DimSize = ").append(sizes).append('\n');
        text.append("ElementType = ").append(MetaImageTypes.name(type)).append('\n');
        return text.toString();
    }

    private static byte[] compressed(VoxelType type, short[] labels) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        Deflater deflater = new Deflater(Deflater.BEST_SPEED);
        try (DeflaterOutputStream stream = new DeflaterOutputStream(bytes, deflater, BUFFER)) {
            VoxelWriter.labels(stream, ByteOrder.LITTLE_ENDIAN, type, labels);
        } catch (IOException e) {
            throw new IllegalStateException("memory takes every byte", e);
        } finally {
            deflater.end();
        }
        return bytes.toByteArray();
    }
}
