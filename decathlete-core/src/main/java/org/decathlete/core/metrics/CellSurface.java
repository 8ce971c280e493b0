package org.decathlete.core.metrics;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The surface inside one cell of eight voxel centres, as triangles: marching cubes (Lorensen and Cline 1987) with vertices at the
 * midpoints of the cell's edges.
 *
 * <p>Derived, not tabulated. (1) A pattern with more than four corners inside has the surface of its complement. (2) On each face
 * of the cube a line joins the two cut edges; where two opposite corners of a face are inside, two lines cut them off. (3) The
 * lines of the six faces close to polygons. (4) Each polygon is cut into the triangles that have the largest total area in the
 * unit cube; where several ways do, they are mirror images and stay equal under any spacing. DeepMind's table, which has been
 * published as a list of normals, follows these rules.
 */
final class CellSurface {
    private static final int[][] FACES = {
        {0, 1, 3, 2}, {4, 5, 7, 6}, {0, 1, 5, 4}, {2, 3, 7, 6}, {0, 2, 6, 4}, {1, 3, 7, 5}
    };

    private CellSurface() {}

    /**
     * A triangle by its corners (z, y, x) in half voxels from the cell's lowest corner.
     */
    record Triangle(int[] a, int[] b, int[] c) {

        /** The vector normal to the triangle whose length is its area, (z, y, x) in voxel units; its sign has no meaning. */
        double[] areaVector() {
            int[] u = {b[0] - a[0], b[1] - a[1], b[2] - a[2]};
            int[] v = {c[0] - a[0], c[1] - a[1], c[2] - a[2]};
            return new double[] {
                (u[1] * v[2] - u[2] * v[1]) / 8.0, (u[2] * v[0] - u[0] * v[2]) / 8.0, (u[0] * v[1] - u[1] * v[0]) / 8.0
            };
        }

        double area() {
            double[] vector = areaVector();
            return Math.sqrt(vector[0] * vector[0] + vector[1] * vector[1] + vector[2] * vector[2]);
        }
    }

    /** Triangles of a code of {@link SurfaceElements}. */
    static List<Triangle> triangles(int code) {
        int inside = Integer.bitCount(code) > 4 ? ~code & 255 : code;
        List<Triangle> triangles = new ArrayList<>();
        for (List<int[]> polygon : polygons(inside)) {
            triangles.addAll(largest(polygon, 0, polygon.size() - 1));
        }
        return triangles;
    }

    private static List<List<int[]>> polygons(int inside) {
        Map<Integer, List<Integer>> lines = new TreeMap<>();
        for (int[] face : FACES) {
            linesOf(face, inside, lines);
        }
        TreeSet<Integer> left = new TreeSet<>(lines.keySet());
        List<List<int[]>> polygons = new ArrayList<>();
        while (!left.isEmpty()) {
            List<int[]> polygon = new ArrayList<>();
            Optional<Integer> edge = Optional.of(left.first());
            while (edge.isPresent()) {
                left.remove(edge.get());
                polygon.add(midpoint(edge.get()));
                edge = lines.getOrDefault(edge.get(), List.of()).stream()
                        .filter(left::contains)
                        .findFirst();
            }
            polygons.add(polygon);
        }
        return polygons;
    }

    /** Adds the lines on one face; with corners in turn, edge i runs from corner i to the next. */
    private static void linesOf(int[] face, int inside, Map<Integer, List<Integer>> lines) {
        List<Integer> cut = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            if (isIn(face[i], inside) != isIn(face[(i + 1) % 4], inside)) {
                cut.add(edge(face[i], face[(i + 1) % 4]));
            }
        }
        if (cut.size() == 4 && isIn(face[0], inside)) {
            // Corners 0 and 2 are inside: edges 3 and 0 surround the one, edges 1 and 2 the other.
            Collections.rotate(cut, 1);
        }
        for (int i = 0; i < cut.size(); i += 2) {
            lines.computeIfAbsent(cut.get(i), edge -> new ArrayList<>()).add(cut.get(i + 1));
            lines.computeIfAbsent(cut.get(i + 1), edge -> new ArrayList<>()).add(cut.get(i));
        }
    }

    private static boolean isIn(int corner, int inside) {
        return (inside >> corner & 1) != 0;
    }

    private static int edge(int corner, int other) {
        return Math.min(corner, other) * 8 + Math.max(corner, other);
    }

    private static int[] midpoint(int edge) {
        int a = edge / 8;
        int b = edge % 8;
        return new int[] {(a >> 1 & 1) + (b >> 1 & 1), (a & 1) + (b & 1), (a >> 2) + (b >> 2)};
    }

    /** The triangulation of largest area of the part of a polygon from one vertex to another. */
    private static List<Triangle> largest(List<int[]> polygon, int from, int to) {
        List<Triangle> best = List.of();
        double bestArea = -1;
        for (int between = from + 1; between < to; between++) {
            List<Triangle> triangles = new ArrayList<>();
            triangles.add(new Triangle(polygon.get(from), polygon.get(between), polygon.get(to)));
            triangles.addAll(largest(polygon, from, between));
            triangles.addAll(largest(polygon, between, to));
            double area = triangles.stream().mapToDouble(Triangle::area).sum();
            if (area > bestArea) {
                bestArea = area;
                best = triangles;
            }
        }
        return best;
    }
}
