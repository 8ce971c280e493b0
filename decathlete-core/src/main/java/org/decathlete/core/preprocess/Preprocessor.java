package org.decathlete.core.preprocess;

import java.util.Arrays;
import java.util.List;
import org.decathlete.core.dataset.Labels;
import org.decathlete.core.image.NonzeroCrop;
import org.decathlete.core.image.ParallelBlocks;
import org.decathlete.core.image.Resample;
import org.decathlete.core.image.ResampledShape;
import org.decathlete.core.image.Window;
import org.decathlete.core.plan.PreprocessingSpec;
import org.decathlete.core.preprocess.cases.CaseGeometry;
import org.decathlete.core.preprocess.cases.ClassLocations;
import org.decathlete.core.preprocess.cases.PreprocessedCase;
import org.decathlete.core.preprocess.cases.Transposition;
import org.decathlete.core.preprocess.normalization.Normalization;
import org.decathlete.core.run.DecathleteException;
import org.decathlete.core.volume.Grid;
import org.decathlete.core.volume.LabelVolume;
import org.decathlete.core.volume.Volume;
import org.jspecify.annotations.Nullable;

/**
 * Takes a case to the grid and the intensities that a network works on, in nnU-Net's order: transpose, crop to nonzero, normalise
 * each channel, resample the image, resample the labels, find where each class lies. Thread-safe.
 */
public final class Preprocessor {
    private final PreprocessingSpec spec;
    private final Transposition transposition;
    private final int threads;

    /** One thread per case. */
    public Preprocessor(PreprocessingSpec spec) {
        this(spec, 1);
    }

    /** @param threads how many threads work on one case; the result does not depend on it */
    public Preprocessor(PreprocessingSpec spec, int threads) {
        this.spec = spec;
        this.transposition = new Transposition(spec.transposeForward());
        this.threads = threads;
    }

    /** What this preprocessor does. */
    public PreprocessingSpec spec() {
        return spec;
    }

    /** Voxels along the transposed axes that an image on this grid becomes at most: nothing is cropped. */
    public int[] largestShape(Grid grid) {
        return MemoryEstimate.shape(grid, spec);
    }

    /** Bytes of the Java heap that preprocessing an image without a label map takes at most, the image itself included. */
    public long memory(Grid grid) {
        return MemoryEstimate.unlabelled(grid, spec);
    }

    /**
     * Preprocesses one case. The volumes are not changed.
     *
     * @param image as many channels as the spec has, finite
     * @param label on the image's grid; null for a case to predict
     * @param labels what the label values mean
     * @throws DecathleteException of kind DATA when image, label and spec do not fit together or a voxel is not finite
     */
    public PreprocessedCase preprocess(Volume image, @Nullable LabelVolume label, Labels labels) {
        requireFit(image, label);
        NonzeroCrop crop = NonzeroCrop.of(image);
        CaseGeometry geometry = geometry(image.grid(), crop);
        short[] inside = transposition.of(
                crop.cropLabels(label == null ? null : label.labels()),
                crop.box().size());
        int[] shape = targetShape(geometry);
        float[][] data = new float[spec.channels()][];
        int perChannel = Math.max(1, threads / spec.channels());
        ParallelBlocks.run(Math.min(threads, spec.channels()), data.length, channel -> {
            data[channel] = channel(image.channels().get(channel), crop, channel, inside, geometry, shape, perChannel);
        });
        if (label == null) {
            return new PreprocessedCase(shape, List.of(data), null, geometry, ClassLocations.none());
        }
        short[] map = labels(inside, geometry, shape);
        return new PreprocessedCase(shape, List.of(data), map, geometry, ClassLocations.sample(map, labels));
    }

    /**
     * Takes a label map to the grid of a case that was preprocessed before, such as what the first stage of a cascade says about it.
     *
     * @param map on the image's own grid
     * @param geometry of the preprocessed case
     * @return {@code [z][y][x]} of {@link #targetShape}
     * @throws DecathleteException of kind DATA when the map does not lie on the image's grid
     */
    public short[] labels(LabelVolume map, CaseGeometry geometry) {
        int[] size = geometry.original().size();
        if (!Arrays.equals(size, map.grid().size())) {
            throw DecathleteException.data("the image has size " + Arrays.toString(size) + ", its label map "
                    + Arrays.toString(map.grid().size()) + "; both must lie on one grid");
        }
        short[] cropped = new short
                [Math.multiplyExact(
                        Math.multiplyExact(geometry.shapeAfterCrop()[0], geometry.shapeAfterCrop()[1]),
                        geometry.shapeAfterCrop()[2])];
        int[] kept = geometry.crop().size();
        new Window(
                        geometry.crop().start(),
                        geometry.crop().end(),
                        new int[3],
                        geometry.shapeBeforeCrop(),
                        geometry.crop().start(),
                        kept)
                .copy(transposition.of(map.labels(), size), 0, cropped);
        return labels(cropped, geometry, targetShape(geometry));
    }

    /** Shape of a case after resampling, from its geometry alone. */
    public int[] targetShape(CaseGeometry geometry) {
        return ResampledShape.of(
                geometry.shapeAfterCrop(),
                geometry.originalSpacingTransposed(),
                geometry.targetSpacing(spec.spacing()));
    }

    private CaseGeometry geometry(Grid grid, NonzeroCrop crop) {
        return new CaseGeometry(
                grid,
                transposition.of(grid.size()),
                transposition.of(crop.box()),
                transposition.of(crop.box().size()),
                transposition.of(grid.spacing()));
    }

    private float[] channel(
            float[] original,
            NonzeroCrop crop,
            int index,
            short[] inside,
            CaseGeometry geometry,
            int[] shape,
            int workers) {
        float[] cropped = transposition.of(crop.crop(original), crop.box().size());
        float[] data = cropped == original ? original.clone() : cropped;
        requireFinite(data, index);
        Normalization.of(
                        spec.normalizationSchemes().get(index),
                        spec.useMaskForNorm().get(index),
                        spec.intensities().get(index))
                .apply(data, inside);
        return new Resample(spec.imageOrder(), spec.orderZ(), spec.forceSeparateZ(), workers)
                .image(
                        data,
                        geometry.shapeAfterCrop(),
                        shape,
                        geometry.originalSpacingTransposed(),
                        geometry.targetSpacing(spec.spacing()));
    }

    private short[] labels(short[] inside, CaseGeometry geometry, int[] shape) {
        return new Resample(spec.labelOrder(), 0, spec.forceSeparateZ(), threads)
                .labels(
                        inside,
                        geometry.shapeAfterCrop(),
                        shape,
                        geometry.originalSpacingTransposed(),
                        geometry.targetSpacing(spec.spacing()));
    }

    private void requireFit(Volume image, @Nullable LabelVolume label) {
        if (image.channels().size() != spec.channels()) {
            throw DecathleteException.data(
                    "the image has " + image.channels().size() + " channels, but " + spec.channels()
                            + " are expected; give one file per channel (case_0000, case_0001, …) or one 4D file");
        }
        if (label != null && !Arrays.equals(image.grid().size(), label.grid().size())) {
            throw DecathleteException.data(
                    "the image has size " + Arrays.toString(image.grid().size())
                            + ", its label map " + Arrays.toString(label.grid().size())
                            + "; both must lie on one grid");
        }
        if (label != null) {
            requireNoNegative(label.labels());
        }
    }

    private static void requireNoNegative(short[] labels) {
        for (short label : labels) {
            if (label < 0) {
                throw DecathleteException.data(
                        "the label map holds the value " + label + "; labels are 0 (background) and above");
            }
        }
    }

    private static void requireFinite(float[] data, int channel) {
        double sum = 0;
        for (float value : data) {
            sum += value * 0f;
        }
        if (sum != 0) {
            throw DecathleteException.data("channel " + channel
                    + " holds voxels that are NaN or infinite; replace them, for instance by the image's"
                    + " background value");
        }
    }
}
