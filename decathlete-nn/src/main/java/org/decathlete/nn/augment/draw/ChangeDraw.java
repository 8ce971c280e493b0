package org.decathlete.nn.augment.draw;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.decathlete.core.candidate.Augmentation;
import org.decathlete.core.candidate.RandomChange;
import org.decathlete.core.candidate.SpatialChange;
import org.decathlete.nn.augment.patch.Patch;
import org.jspecify.annotations.Nullable;

/** Draws what happens to samples, in the order in which it happens. Thread-safe. */
public final class ChangeDraw {
    private final Augmentation augmentation;
    private final SpatialChange spatial;
    private final int[] size;
    private final int channels;
    private final boolean planar;
    private final boolean keepsFirstAxis;
    private final double angle;
    private final int[] mirrorAxes;

    /**
     * @param augmentation probabilities and ranges
     * @param patch size (z, y, x) or (y, x)
     * @param planned size along the same axes that tells what is thin or elongated: a patch that has yet to grow is turned as the one that
     *     it grows to, though its edges, rounded to what the network takes, are of other proportions
     * @param channels number of image channels
     */
    public ChangeDraw(Augmentation augmentation, int[] patch, int[] planned, int channels) {
        this.augmentation = augmentation;
        this.spatial = augmentation.spatial();
        this.size = Patch.inSpace(patch);
        this.channels = channels;
        this.planar = patch.length == 2 || spatial.inPlaneOnly(planned);
        this.keepsFirstAxis = patch.length == 3 && planar;
        this.angle = Math.toRadians(spatial.rotationDegrees(planned));
        this.mirrorAxes = augmentation.mirrorAxes(patch.length);
        for (int i = 0; i < mirrorAxes.length; i++) {
            mirrorAxes[i] += 3 - patch.length;
        }
    }

    /** Size (z, y, x) of the region from which a patch is cut. */
    public int[] enlargedSize() {
        return planar
                ? EnlargedPatch.planar(size, angle, spatial.cropMargin())
                : EnlargedPatch.spatial(size, new double[] {angle, angle, angle}, spatial.cropMargin());
    }

    /** What happens to a sample, a function of the numbers of its own source. */
    public SampleChange draw(SplittableRandom random) {
        Turn turn = turn(random);
        double[] noise = new double[channels];
        long noiseSeed = noise(noise, random);
        double[][] blur = new double[channels][3];
        eachChannel(augmentation.gaussianBlur(), random, (channel, strength) -> {
            for (int axis = 0; axis < 3; axis++) {
                blur[channel][axis] = size[axis] > 1 ? strength.draw(random) : 0;
            }
        });
        double[] brightness = factors(augmentation.brightness(), random);
        double[] contrast = factors(augmentation.contrast(), random);
        int[][] coarse = new int[channels][];
        Arrays.setAll(coarse, channel -> size);
        eachChannel(
                augmentation.lowResolution(),
                random,
                (channel, strength) -> coarse[channel] = coarse(strength.draw(random)));
        double[] invertedGamma = factors(augmentation.invertedGamma(), random);
        double[] gamma = factors(augmentation.gamma(), random);
        boolean[] mirrored = new boolean[3];
        for (int axis : mirrorAxes) {
            mirrored[axis] = random.nextDouble() < augmentation.mirrorProbability();
        }
        return new SampleChange(
                turn, noise, noiseSeed, blur, brightness, contrast, coarse, invertedGamma, gamma, mirrored);
    }

    private @Nullable Turn turn(SplittableRandom random) {
        boolean turns = random.nextDouble() < spatial.rotationProbability();
        boolean scales = random.nextDouble() < spatial.scalingProbability();
        if (!turns && !scales) {
            return null;
        }
        double[] angles = new double[planar ? 1 : 3];
        for (int i = 0; i < angles.length; i++) {
            angles[i] = turns ? new Interval(-angle, angle).draw(random) : 0;
        }
        double factor = scales ? new Interval(spatial.scaleLow(), spatial.scaleHigh()).draw(random) : 1;
        return planar ? Turn.planar(angles[0], factor) : Turn.spatial(angles, factor);
    }

    /** Noise is one for all channels; returns its seed. */
    private long noise(double[] noise, SplittableRandom random) {
        RandomChange change = augmentation.gaussianNoise();
        if (random.nextDouble() >= change.probability()) {
            return 0;
        }
        double deviation = interval(change).draw(random);
        for (int channel = 0; channel < channels; channel++) {
            noise[channel] = random.nextDouble() < change.channelProbability() ? deviation : 0;
        }
        return random.nextLong() >>> 16;
    }

    private double[] factors(RandomChange change, SplittableRandom random) {
        double[] factors = new double[channels];
        Arrays.fill(factors, 1);
        eachChannel(change, random, (channel, strength) -> factors[channel] = strength.drawFactor(random));
        return factors;
    }

    private int[] coarse(double zoom) {
        int[] small = new int[3];
        for (int axis = 0; axis < 3; axis++) {
            boolean kept = axis == 0 && keepsFirstAxis;
            small[axis] = kept ? size[axis] : (int) Math.max(1, Math.rint(size[axis] * zoom));
        }
        return small;
    }

    @FunctionalInterface
    private interface ChannelDraw {
        void draw(int channel, Interval strength);
    }

    private void eachChannel(RandomChange change, SplittableRandom random, ChannelDraw draw) {
        if (random.nextDouble() < change.probability()) {
            for (int channel = 0; channel < channels; channel++) {
                if (random.nextDouble() < change.channelProbability()) {
                    draw.draw(channel, interval(change));
                }
            }
        }
    }

    private static Interval interval(RandomChange change) {
        return new Interval(change.low(), change.high());
    }
}
