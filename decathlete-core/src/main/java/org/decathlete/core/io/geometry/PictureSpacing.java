package org.decathlete.core.io.geometry;

/** The spacing of a 2D picture, whose file knows pixels alone. */
public final class PictureSpacing {
    private static final double[] SPACING = {999, 1, 1};

    private PictureSpacing() {}

    /** In mm along (z, y, x): 999 × 1 × 1, as nnU-Net's NaturalImage2DIO has it. */
    public static double[] zyx() {
        return SPACING.clone();
    }
}
