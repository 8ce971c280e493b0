package org.decathlete.core.phantom;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * The shapes of one patient, in mm around the centre of the image.
 *
 * @param body the outline of the body
 * @param large the first organ
 * @param small the second organ, pressed against the first; where they overlap, the first wins
 * @param distractors bodies with an organ's intensity that are none
 * @param vessels tubes
 */
record Anatomy(Shape body, Blob large, Blob small, List<Blob> distractors, List<Vessel> vessels) {
    private static final int DISTRACTORS = 4;

    /**
     * Draws a patient.
     *
     * @param extent half the size of the image in mm (z, y, x)
     */
    static Anatomy draw(double[] extent, SplittableRandom random) {
        double unit = Math.min(extent[1], extent[2]);
        double scale = unit * random.nextDouble(0.88, 1.08);
        Blob large = largeOrgan(extent[0], scale, random);
        Blob small = smallOrgan(large, extent[0], scale, random);
        List<Blob> distractors = new ArrayList<>();
        for (int i = 0; i < DISTRACTORS; i++) {
            distractors.add(distractor(extent[0], unit, random));
        }
        List<Vessel> vessels = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            vessels.add(new Vessel(i < 3 ? 0 : i % 3, 0.5 * unit, random));
        }
        Shape body = new Trunk(unit * random.nextDouble(0.80, 0.88), unit * random.nextDouble(0.86, 0.94), random);
        return new Anatomy(body, large, small, List.copyOf(distractors), List.copyOf(vessels));
    }

    private static Blob largeOrgan(double height, double scale, SplittableRandom random) {
        double[] centre = {
            height * random.nextDouble(-0.2, 0.2),
            scale * random.nextDouble(-0.15, 0.15),
            scale * random.nextDouble(-0.34, -0.16)
        };
        double[] semiAxes = {
            Math.min(0.5 * scale, 0.6 * height) * random.nextDouble(0.85, 1.15),
            0.40 * scale * random.nextDouble(0.85, 1.15),
            0.29 * scale * random.nextDouble(0.85, 1.15)
        };
        return new Blob(centre, semiAxes, 0.5, 0.22, random);
    }

    private static Blob smallOrgan(Blob large, double height, double scale, SplittableRandom random) {
        double angle = random.nextDouble(-0.6, 0.6);
        double rise = random.nextDouble(-0.4, 0.4);
        double[] towards = {Math.sin(rise), Math.cos(rise) * Math.sin(angle), Math.cos(rise) * Math.cos(angle)};
        double[] semiAxes = {
            Math.min(0.42 * scale, 0.52 * height) * random.nextDouble(0.85, 1.15),
            0.32 * scale * random.nextDouble(0.85, 1.15),
            0.28 * scale * random.nextDouble(0.85, 1.15)
        };
        double reach = large.radius(towards) + semiAxes[2] * random.nextDouble(0.60, 0.85);
        double[] centre = large.centre();
        for (int axis = 0; axis < 3; axis++) {
            centre[axis] += reach * towards[axis];
        }
        return new Blob(centre, semiAxes, 0.4, 0.20, random);
    }

    private static Blob distractor(double height, double unit, SplittableRandom random) {
        double angle = random.nextDouble(2 * Math.PI);
        double away = unit * random.nextDouble(0.25, 0.6);
        double[] centre = {height * random.nextDouble(-0.9, 0.9), away * Math.sin(angle), away * Math.cos(angle)};
        double[] semiAxes = {
            0.30 * unit * random.nextDouble(0.6, 1.3),
            0.20 * unit * random.nextDouble(0.6, 1.3),
            0.20 * unit * random.nextDouble(0.6, 1.3)
        };
        return new Blob(centre, semiAxes, Math.PI, 0.25, random);
    }
}
