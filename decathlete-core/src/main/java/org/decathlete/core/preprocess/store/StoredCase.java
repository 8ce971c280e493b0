package org.decathlete.core.preprocess.store;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.decathlete.core.preprocess.cases.CaseGeometry;
import org.decathlete.core.preprocess.cases.ClassLocations;
import org.decathlete.core.preprocess.cases.PreprocessedCase;
import org.decathlete.core.preprocess.zarr.ChunkCache;
import org.decathlete.core.preprocess.zarr.StoredArray;
import org.decathlete.core.volume.Box;
import org.jspecify.annotations.Nullable;

/** A preprocessed case on the disk, of which parts can be read. Thread-safe. */
public final class StoredCase {
    static final String IMAGE = "image";
    static final String LABELS = "labels";
    static final String LOCATIONS = "locations";

    private final CaseDocument document;
    private final Path folder;
    private final ChunkCache cache;
    private final StoredArray image;
    private final @Nullable StoredArray labels;
    private @Nullable ClassLocations locations;

    StoredCase(Path folder, CaseDocument document, ChunkCache cache) {
        this.folder = folder;
        this.document = document;
        this.cache = cache;
        this.image = StoredArray.open(folder.resolve(IMAGE), cache);
        this.labels = document.labelled() ? StoredArray.open(folder.resolve(LABELS), cache) : null;
    }

    /** Name of the case. */
    public String id() {
        return document.id();
    }

    /** Voxels along the transposed axes (z, y, x). */
    public int[] shape() {
        return document.shape().clone();
    }

    /** Number of image channels. */
    public int channels() {
        return document.channels();
    }

    /** Whether there is a label map. */
    public boolean hasLabels() {
        return document.labelled();
    }

    /** The way back to the file's grid. */
    public CaseGeometry geometry() {
        return document.geometry();
    }

    /** Where each class lies; read from the disk at the first call. */
    public synchronized ClassLocations locations() {
        if (locations == null) {
            locations = readLocations();
        }
        return locations;
    }

    /**
     * Reads a box of one channel. Only the chunks that it touches are read.
     *
     * @param channel from 0
     * @param box in voxels of this case; it may stick out
     * @param destination an array of the box's extent, {@code [z][y][x]}; what lies outside of the case is left as it is
     */
    public void readData(int channel, Box box, float[] destination) {
        int[] start = box.start();
        int[] end = box.end();
        image.read(
                new int[] {channel, start[0], start[1], start[2]},
                new int[] {channel + 1, end[0], end[1], end[2]},
                destination);
    }

    /**
     * Reads a box of the label map, as {@link #readData} does.
     *
     * @throws IllegalStateException where the case has none
     */
    public void readLabels(Box box, short[] destination) {
        if (labels == null) {
            throw new IllegalStateException("case " + id() + " has no label map");
        }
        labels.read(box.start(), box.end(), destination);
    }

    /** The whole case in memory. */
    PreprocessedCase readAll() {
        Box whole = Box.whole(document.shape());
        int voxels =
                Math.multiplyExact(Math.multiplyExact(document.shape()[0], document.shape()[1]), document.shape()[2]);
        List<float[]> data = new ArrayList<>();
        for (int channel = 0; channel < channels(); channel++) {
            float[] values = new float[voxels];
            readData(channel, whole, values);
            data.add(values);
        }
        short[] map = null;
        if (hasLabels()) {
            map = new short[voxels];
            readLabels(whole, map);
        }
        return new PreprocessedCase(shape(), data, map, geometry(), locations());
    }

    private ClassLocations readLocations() {
        int total = document.annotated()
                + document.located().stream().mapToInt(Integer::intValue).sum();
        int[] all = new int[total];
        if (total > 0) {
            StoredArray.open(folder.resolve(LOCATIONS), cache).read(new int[1], new int[] {total}, all);
        }
        List<int[]> voxels = new ArrayList<>();
        int at = 0;
        for (int count : document.located()) {
            voxels.add(Arrays.copyOfRange(all, at, at + count));
            at += count;
        }
        return new ClassLocations(document.classes(), voxels, Arrays.copyOfRange(all, at, total));
    }
}
