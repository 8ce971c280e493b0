package org.decathlete.core.plan;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.decathlete.core.run.DecathleteException;
import org.decathlete.core.spec.UNetSpec;

/**
 * Finds the largest patch whose network fits the memory reference, as nnU-Net does: start from the median image (at most a cube
 * of 256 voxels' worth of millimetres, in 2D a square of 2048), and as long as it costs too much, shorten the axis that is
 * longest relative to the image by one step of its divisor.
 */
final class PatchSearch {
    private static final double NORM_EPSILON = 1e-5;
    private static final double LEAKY_SLOPE = 0.01;

    private final PlannerPreset preset;
    private final int inputs;
    private final int heads;

    /**
     * A search for one dataset.
     *
     * @param inputs image channels
     * @param heads output channels that the estimate counts; nnU-Net counts the declared labels, with regions too
     */
    PatchSearch(PlannerPreset preset, int inputs, int heads) {
        this.preset = preset;
        this.inputs = inputs;
        this.heads = heads;
    }

    /**
     * What was found.
     *
     * @param network the network, with {@code heads} outputs
     * @param patch edges of its patch
     * @param estimate feature-map elements of one sample
     * @param trace every patch that was tried, the found one last
     */
    record Found(UNetSpec network, int[] patch, long estimate, List<Tried> trace) {}

    /**
     * A patch that was tried.
     *
     * @param patch its edges
     * @param estimate feature-map elements of one sample
     */
    record Tried(int[] patch, long estimate) {}

    /**
     * Searches.
     *
     * @param spacing in mm, 2 or 3 axes
     * @param medianSize median size of the images at this spacing, same axes
     */
    Found search(double[] spacing, double[] medianSize) {
        Topology topology = Topology.of(spacing, firstPatch(spacing, medianSize));
        UNetSpec network = network(topology);
        long estimate = UNetCost.featureMapElements(network, topology.patch());
        List<Tried> trace = new ArrayList<>();
        trace.add(new Tried(topology.patch(), estimate));
        while (estimate > preset.largestEstimate(spacing.length)) {
            topology = shrink(topology, spacing, medianSize);
            network = network(topology);
            estimate = UNetCost.featureMapElements(network, topology.patch());
            trace.add(new Tried(topology.patch(), estimate));
        }
        return new Found(network, topology.patch(), estimate, trace);
    }

    private static double[] firstPatch(double[] spacing, double[] medianSize) {
        int dimensions = spacing.length;
        double volume = dimensions == 3 ? Math.pow(256, 3) : Math.pow(2048, 2);
        double density = Axes.product(Arrays.stream(spacing).map(s -> 1 / s).toArray());
        double edge = Math.pow(volume / density, 1.0 / dimensions);
        double[] patch = new double[dimensions];
        for (int axis = 0; axis < dimensions; axis++) {
            patch[axis] = Math.min(Math.rint(1 / spacing[axis] * edge), medianSize[axis]);
        }
        return patch;
    }

    private static Topology shrink(Topology topology, double[] spacing, double[] medianSize) {
        int axis = longest(topology.patch(), medianSize);
        double[] smaller = Arrays.stream(topology.patch()).asDoubleStream().toArray();
        smaller[axis] -= topology.divisor()[axis];
        // The step is the divisor of the smaller patch, which may need fewer poolings and so a finer step.
        int step = Topology.of(spacing, smaller).divisor()[axis];
        smaller[axis] = topology.patch()[axis] - step;
        return Topology.of(spacing, smaller);
    }

    /** The axis that is longest relative to the image, the last of equals. */
    private static int longest(int[] patch, double[] medianSize) {
        int best = 0;
        for (int axis = 1; axis < patch.length; axis++) {
            if (patch[axis] / medianSize[axis] >= patch[best] / medianSize[best]) {
                best = axis;
            }
        }
        return best;
    }

    private UNetSpec network(Topology topology) {
        int dimensions = topology.patch().length;
        int stages = topology.stageCount();
        if (stages < 2) {
            throw DecathleteException.data("no U-Net fits: a patch of " + Axes.text(topology.patch())
                    + " voxels is too small to be halved once. The images are smaller than 8 voxels along every axis, or"
                    + " there are too many labels (" + heads + ").");
        }
        return new UNetSpec(
                preset.stages(),
                dimensions,
                inputs,
                heads,
                preset.features().perStage(dimensions, stages),
                topology.kernels(),
                topology.strides(),
                preset.blocks(stages),
                preset.decoder(stages),
                true,
                NORM_EPSILON,
                LEAKY_SLOPE,
                true);
    }
}
