package org.decathlete.core.io.format;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;
import org.decathlete.core.io.bytes.VoxelContent;
import org.decathlete.core.run.DecathleteException;
import org.decathlete.core.volume.LabelVolume;
import org.decathlete.core.volume.Volume;

/** Reads the voxels of a volume whose header is known, in the same way for every format. */
public final class VolumeReader {
    /** What may follow the voxels and is read to its end, so that a checksum is seen. */
    private static final int LONGEST_REST = 1 << 24;

    private VolumeReader() {}

    /**
     * Reads an image.
     *
     * @throws DecathleteException of kind DATA when the file is damaged or holds fewer voxels than it says, RESOURCE when they do not fit
     *     into the memory
     */
    public static Volume image(StoredVolume stored) {
        int voxels = stored.grid().voxels();
        List<float[]> channels = allocate(stored, stored.allVoxels() * Float.BYTES, () -> {
            List<float[]> arrays = new ArrayList<>();
            for (int channel = 0; channel < stored.channels(); channel++) {
                arrays.add(new float[voxels]);
            }
            return arrays;
        });
        decode(stored, (channel, index, values, from, count) -> {
            float[] target = channels.get(channel);
            for (int i = 0; i < count; i++) {
                target[index + i] = (float) values[from + i];
            }
        });
        return new Volume(stored.grid(), channels, stored.header());
    }

    /**
     * Reads a label map.
     *
     * @throws DecathleteException as {@link #image} does, and of kind DATA when there are several channels or a voxel is no label
     */
    public static LabelVolume labels(StoredVolume stored) {
        if (stored.channels() != 1) {
            throw DecathleteException.data(stored.voxels().content().file() + " has " + stored.channels()
                    + " channels; a label map has one. Is it an image?");
        }
        short[] labels = allocateLabels(stored);
        decode(stored, (channel, index, values, from, count) -> {
            for (int i = 0; i < count; i++) {
                labels[index + i] = label(values[from + i], index + i);
            }
        });
        return new LabelVolume(stored.grid(), labels, stored.header());
    }

    /**
     * An array for the labels of a volume.
     *
     * @throws DecathleteException of kind DATA when the file does not fill it, RESOURCE when it does not fit into the memory
     */
    public static short[] allocateLabels(StoredVolume stored) {
        int voxels = stored.grid().voxels();
        return allocate(stored, (long) voxels * Short.BYTES, () -> new short[voxels]);
    }

    /**
     * A voxel as a label.
     *
     * @param index of the voxel, for the error
     * @throws NotALabelException where it is not a whole number in the range of a short
     */
    public static short label(double value, int index) throws NotALabelException {
        long label = Math.round(value);
        if (!(Math.abs(value - label) <= NotALabelException.ROUNDING) || label != (short) label) {
            throw new NotALabelException(value, index);
        }
        return (short) label;
    }

    /**
     * Hands every voxel to a sink, in the order of the file.
     *
     * @throws DecathleteException of kind DATA when the file is damaged or the sink refuses a voxel
     */
    public static void decode(StoredVolume stored, VoxelSink sink) {
        VoxelContent content = stored.voxels().content();
        try (InputStream stream = content.stream()) {
            stream.skipNBytes(stored.voxels().first());
            new VoxelStream(stream, stored.voxels()).read(stored.grid().voxels(), stored.channels(), sink);
            if (content.compressed()) {
                readRest(stream);
            }
        } catch (NotALabelException e) {
            throw notALabel(stored, e);
        } catch (IOException e) {
            throw VoxelContent.damaged(content.file(), e);
        }
    }

    /** The arrays for the voxels, once it is sure that they fit and that the file fills them. */
    private static <T> T allocate(StoredVolume stored, long bytes, Supplier<T> arrays) {
        VoxelContent content = stored.voxels().content();
        Allocation.requireRoom(content.file(), bytes + content.workingMemory());
        content.requireDelivered(stored.length());
        return Allocation.of(content.file(), bytes, arrays);
    }

    private static DecathleteException notALabel(StoredVolume stored, NotALabelException e) {
        int[] size = stored.grid().size();
        int[] voxel = {e.index() / (size[1] * size[2]), e.index() / size[2] % size[1], e.index() % size[2]};
        return DecathleteException.data(
                stored.voxels().content().file() + " holds " + e.value() + " at voxel " + Arrays.toString(voxel)
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
}
