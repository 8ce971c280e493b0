package org.decathlete.core.phantom;

/** A solid body in space. */
@FunctionalInterface
interface Shape {

    /** Distance of a point in mm (z, y, x) from the surface, roughly, in mm; below 0 inside. */
    double distance(double z, double y, double x);
}
