package org.decathlete.core.phantom;

/**
 * What to make. Equal settings give equal data.
 *
 * @param cases number of labelled cases, at least 1
 * @param size mean number of voxels (z, y, x), each at least 8; single cases differ by up to a tenth
 * @param seed seed of everything random
 */
public record PhantomSettings(int cases, int[] size, long seed) {
    private static final int DEMO_CASES = 30;
    private static final long DEMO_SEED = 1;

    public PhantomSettings {
        if (cases < 1) {
            throw new IllegalArgumentException("cases is " + cases + ", expected at least 1");
        }
        if (size.length != 3 || size[0] < 8 || size[1] < 8 || size[2] < 8) {
            throw new IllegalArgumentException("size needs three entries (z, y, x) of at least 8");
        }
        size = size.clone();
    }

    /** The dataset of the demonstration: small enough to learn in minutes on two cores. */
    public static PhantomSettings demo() {
        return new PhantomSettings(DEMO_CASES, new int[] {16, 48, 48}, DEMO_SEED);
    }

    @Override
    public int[] size() {
        return size.clone();
    }
}
