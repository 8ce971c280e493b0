package org.decathlete.core.phantom;

import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import org.decathlete.core.volume.Grid;
import org.decathlete.core.volume.LabelVolume;
import org.decathlete.core.volume.Volume;

/** Makes synthetic patients, each from the settings and its index alone, in any order. */
public final class Phantom {
    /** Millimetres between voxel centres (z, y, x), before the variation between cases. */
    private static final double[] SPACING = {3.0, 1.2, 1.2};

    /** Spreads the seeds of neighbouring cases; any odd number with well mixed bits will do. */
    private static final long SEED_STEP = 0x9E3779B97F4A7C15L;

    private final PhantomSettings settings;

    public Phantom(PhantomSettings settings) {
        this.settings = settings;
    }

    /** Name of a case. */
    public static String id(int index) {
        return String.format(Locale.ROOT, "phantom_%03d", index);
    }

    /**
     * Makes one case.
     *
     * @param index from 0 to below {@link PhantomSettings#cases}
     */
    public PhantomCase make(int index) {
        if (index < 0 || index >= settings.cases()) {
            throw new IllegalArgumentException("case " + index + " of " + settings.cases());
        }
        SplittableRandom random = new SplittableRandom(settings.seed() + (index + 1) * SEED_STEP);
        Grid grid = grid(random);
        int[] size = grid.size();
        double[] spacing = grid.spacing();
        double[] extent = new double[3];
        for (int axis = 0; axis < 3; axis++) {
            extent[axis] = 0.5 * settings.size()[axis] * SPACING[axis];
        }
        Anatomy anatomy = Anatomy.draw(extent, random);
        Tissue tissue = new Tissue(anatomy, Math.min(extent[1], extent[2]), random);
        float[] signal = new float[grid.voxels()];
        short[] labels = new short[grid.voxels()];
        int voxel = 0;
        for (int k = 0; k < size[0]; k++) {
            double z = (k - 0.5 * (size[0] - 1)) * spacing[0];
            for (int j = 0; j < size[1]; j++) {
                double y = (j - 0.5 * (size[1] - 1)) * spacing[1];
                for (int i = 0; i < size[2]; i++, voxel++) {
                    double x = (i - 0.5 * (size[2] - 1)) * spacing[2];
                    signal[voxel] = (float) tissue.at(z, y, x);
                    labels[voxel] = label(anatomy, z, y, x);
                }
            }
        }
        new Scanner(random).image(signal, size, random);
        return new PhantomCase(id(index), new Volume(grid, List.of(signal)), new LabelVolume(grid, labels));
    }

    private static short label(Anatomy anatomy, double z, double y, double x) {
        if (anatomy.large().distance(z, y, x) <= 0) {
            return 1;
        }
        return (short) (anatomy.small().distance(z, y, x) <= 0 ? 2 : 0);
    }

    /** A grid of its own for each case: size, spacing, place, and a patient who lies a few degrees askew. */
    private Grid grid(SplittableRandom random) {
        int[] size = new int[3];
        double[] spacing = new double[3];
        double[] origin = new double[3];
        for (int axis = 0; axis < 3; axis++) {
            size[axis] = (int) Math.round(settings.size()[axis] * random.nextDouble(0.93, 1.07));
            spacing[axis] = SPACING[axis] * Math.round(random.nextDouble(95, 105)) / 100.0;
            origin[axis] = Math.round(random.nextDouble(-150, 50));
        }
        spacing[2] = spacing[1];
        double angle = Math.toRadians(random.nextDouble(-5, 5));
        double c = Math.cos(angle);
        double s = Math.sin(angle);
        double[] direction = {0, -s, c, 0, c, s, 1, 0, 0};
        return new Grid(size, spacing, origin, direction);
    }
}
