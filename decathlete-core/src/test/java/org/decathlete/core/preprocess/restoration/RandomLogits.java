package org.decathlete.core.preprocess.restoration;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.decathlete.core.image.Resample;
import org.decathlete.core.plan.PreprocessingSpec;
import org.decathlete.core.preprocess.Phantoms;
import org.decathlete.core.preprocess.cases.CaseGeometry;
import org.decathlete.core.preprocess.cases.Transposition;
import org.decathlete.core.volume.Box;
import org.decathlete.core.volume.Grid;

/** A random case: file, crop, target grid and logits of three classes; and the plain way back. */
public final class RandomLogits {
    static final int[][] ORDERS = {{0, 1, 2}, {2, 0, 1}, {1, 2, 0}, {1, 0, 2}, {2, 1, 0}, {0, 2, 1}};

    private final PreprocessingSpec spec;
    private final CaseGeometry geometry;
    private final int[] shape;
    private final float[][] logits;
    private final Transposition transposition;

    public RandomLogits(SplittableRandom random) {
        transposition = new Transposition(ORDERS[random.nextInt(ORDERS.length)]);
        int[] size = {random.nextInt(2, 14), random.nextInt(2, 14), random.nextInt(2, 14)};
        double[] spacing = {random.nextDouble(0.5, 5), random.nextDouble(0.5, 2), random.nextDouble(0.5, 5)};
        int[] transposed = transposition.of(size);
        int[] start = new int[3];
        int[] end = new int[3];
        shape = new int[3];
        for (int axis = 0; axis < 3; axis++) {
            start[axis] = random.nextInt(transposed[axis]);
            end[axis] = random.nextInt(start[axis] + 1, transposed[axis] + 1);
            shape[axis] = random.nextBoolean() ? end[axis] - start[axis] : random.nextInt(1, 12);
        }
        Box crop = new Box(start, end);
        geometry = new CaseGeometry(Grid.of(size, spacing), transposed, crop, crop.size(), transposition.of(spacing));
        boolean slices = random.nextInt(4) == 0;
        spec = Phantoms.spec(transposition.forward(), slices ? new double[] {1, 1} : new double[] {1, 1, 1}, 1);
        logits = new float[3][shape[0] * shape[1] * shape[2]];
        for (float[] channel : logits) {
            for (int i = 0; i < channel.length; i++) {
                channel[i] = (float) random.nextDouble(-5, 5);
            }
        }
    }

    public PreprocessingSpec spec() {
        return spec;
    }

    public CaseGeometry geometry() {
        return geometry;
    }

    /** The logits in slabs of some depth. */
    public LogitsSource source(SplittableRandom random) {
        return new WholeLogits(shape, logits, random.nextInt(1, shape[0] + 1));
    }

    /** Resampled channel by channel, put into the file's grid; NaN outside the crop. */
    float[][] plainLogits() {
        Resample resample = new Resample(1, 0, null, 1);
        int[] size = geometry.original().size();
        float[][] result = new float[3][geometry.original().voxels()];
        for (int c = 0; c < 3; c++) {
            float[] resampled = resample.image(
                    logits[c],
                    shape,
                    geometry.shapeAfterCrop(),
                    geometry.targetSpacing(spec.spacing()),
                    geometry.originalSpacingTransposed());
            Arrays.fill(result[c], Float.NaN);
            int[] extent = geometry.shapeAfterCrop();
            int[] start = geometry.crop().start();
            for (int i = 0; i < resampled.length; i++) {
                int[] at = {
                    start[0] + i / extent[2] / extent[1], start[1] + i / extent[2] % extent[1], start[2] + i % extent[2]
                };
                int[] original = new int[3];
                for (int axis = 0; axis < 3; axis++) {
                    original[transposition.forward()[axis]] = at[axis];
                }
                result[c][(original[0] * size[1] + original[1]) * size[2] + original[2]] = resampled[i];
            }
        }
        return result;
    }
}
