package org.decathlete.core.image;

/** Takes the nearest slice along one axis. */
final class NearestPass {

    private NearestPass() {}

    static float[] apply(float[] input, int[] shape, int axis, int after) {
        int outer = 1;
        for (int i = 0; i < axis; i++) {
            outer *= shape[i];
        }
        int inner = 1;
        for (int i = axis + 1; i < shape.length; i++) {
            inner *= shape[i];
        }
        int before = shape[axis];
        int[] nearest = Coordinates.nearest(before, after);
        float[] output = new float[Math.multiplyExact(outer * inner, after)];
        for (int o = 0; o < outer; o++) {
            for (int index = 0; index < after; index++) {
                int from = (o * before + nearest[index]) * inner;
                int to = (o * after + index) * inner;
                if (inner == 1) {
                    output[to] = input[from];
                } else {
                    System.arraycopy(input, from, output, to, inner);
                }
            }
        }
        return output;
    }
}
