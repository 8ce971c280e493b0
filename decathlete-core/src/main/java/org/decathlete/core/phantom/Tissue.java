package org.decathlete.core.phantom;

import java.util.SplittableRandom;

/**
 * How bright an {@link Anatomy} is at each point, before the scanner. The muscle of the body wall is as bright as the first
 * organ, the second organ has a bright bark around a core as dark as its surroundings, and distractors repeat both: what tells
 * the organs apart is their fabric, their layers and their neighbours.
 */
final class Tissue {
    private static final double AIR = 0.02;
    private static final double FAT = 0.86;
    private static final double SURROUNDINGS = 0.28;
    private static final double CORE = 0.28;
    private static final double EDGE = 0.7;

    private final Anatomy anatomy;
    private final SmoothField coarse;
    private final SmoothField fine;
    private final double fatDepth;
    private final double wallDepth;
    private final double bark;
    private final double largeLevel;
    private final double barkLevel;
    private final double vesselLevel;
    private final double[] distractorLevels;

    Tissue(Anatomy anatomy, double unit, SplittableRandom random) {
        this.anatomy = anatomy;
        coarse = new SmoothField(0.22 * unit, random);
        fine = new SmoothField(0.08 * unit, random);
        fatDepth = unit * random.nextDouble(0.05, 0.10);
        wallDepth = fatDepth + unit * random.nextDouble(0.12, 0.18);
        bark = unit * random.nextDouble(0.08, 0.10);
        largeLevel = random.nextDouble(0.54, 0.64);
        barkLevel = random.nextDouble(0.66, 0.76);
        vesselLevel = random.nextDouble(0.66, 0.80);
        distractorLevels = new double[anatomy.distractors().size()];
        for (int i = 0; i < distractorLevels.length; i++) {
            distractorLevels[i] = i % 3 == 0 ? barkLevel : largeLevel + random.nextDouble(-0.05, 0.05);
        }
    }

    /** Signal at a point in mm (z, y, x), about 0 to 1. */
    double at(double z, double y, double x) {
        double depth = -anatomy.body().distance(z, y, x);
        if (depth < -2 * EDGE) {
            return AIR;
        }
        double wide = coarse.at(z, y, x);
        double value = over(AIR, FAT + 0.05 * wide, -depth);
        value = over(value, largeLevel + 0.05 * wide, fatDepth - depth);
        double narrow = fine.at(z, y, x);
        value = over(value, SURROUNDINGS + 0.07 * wide + 0.03 * narrow, wallDepth - depth);
        for (int i = 0; i < distractorLevels.length; i++) {
            double distance = anatomy.distractors().get(i).distance(z, y, x);
            value = over(value, distractorLevels[i] + 0.05 * wide, Math.max(distance, fatDepth - depth));
        }
        double vessel = vesselDistance(z, y, x);
        value = over(value, vesselLevel, Math.max(vessel, fatDepth - depth));
        return organs(value, z, y, x, wide, narrow, vessel);
    }

    private double organs(double below, double z, double y, double x, double wide, double narrow, double vessel) {
        double small = anatomy.small().distance(z, y, x);
        double value = over(below, barkLevel + 0.03 * narrow, small);
        value = over(value, CORE + 0.04 * wide, small + bark);
        double large = anatomy.large().distance(z, y, x);
        value = over(value, largeLevel + 0.11 * narrow, large);
        return over(value, SURROUNDINGS + 0.08, Math.max(vessel + 0.4, large + 1.5));
    }

    private double vesselDistance(double z, double y, double x) {
        double nearest = Double.MAX_VALUE;
        for (Vessel vessel : anatomy.vessels()) {
            nearest = Math.min(nearest, vessel.distance(z, y, x));
        }
        return nearest;
    }

    /** Paints {@code paint} over {@code below} inside a surface, with a soft edge. */
    private static double over(double below, double paint, double distance) {
        double coverage = Math.min(1, Math.max(0, 0.5 - 0.5 * distance / EDGE));
        return below + (paint - below) * coverage;
    }
}
