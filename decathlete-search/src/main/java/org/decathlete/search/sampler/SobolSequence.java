package org.decathlete.search.sampler;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;

/**
 * Sobol's low-discrepancy sequence with the direction numbers of Joe and Kuo (2008), for up to {@value #MOST_DIMENSIONS} dimensions and
 * 2³² points, in Gray-code order.
 */
public final class SobolSequence {
    public static final int MOST_DIMENSIONS = 64;
    private static final int BITS = 32;
    private static final double SCALE = 0x1p-32;
    private static final Pattern BLANK = Pattern.compile(" ");
    private static final long[][] DIRECTIONS = directions();

    private final int dimensions;

    public SobolSequence(int dimensions) {
        if (dimensions < 0 || dimensions > MOST_DIMENSIONS) {
            throw new IllegalArgumentException(
                    dimensions + " dimensions; this table of direction numbers has " + MOST_DIMENSIONS);
        }
        this.dimensions = dimensions;
    }

    /**
     * A point of the sequence.
     *
     * @param index from 0
     * @param shift per dimension 32 random bits that every coordinate is shifted by without losing the uniformity; 0 for none
     * @return coordinates within [0, 1)
     */
    public double[] point(long index, long[] shift) {
        double[] point = new double[dimensions];
        long gray = index ^ (index >>> 1);
        for (int d = 0; d < dimensions; d++) {
            long bits = shift[d] & 0xFFFFFFFFL;
            for (int bit = 0; bit < BITS; bit++) {
                if ((gray >>> bit & 1) == 1) {
                    bits ^= DIRECTIONS[d][bit];
                }
            }
            point[d] = bits * SCALE;
        }
        return point;
    }

    private static long[][] directions() {
        List<long[]> lines = table();
        long[][] directions = new long[MOST_DIMENSIONS][];
        directions[0] = new long[BITS];
        Arrays.setAll(directions[0], bit -> 1L << (BITS - 1 - bit));
        for (int d = 1; d < MOST_DIMENSIONS; d++) {
            directions[d] = extended(lines.get(d - 1));
        }
        return directions;
    }

    /** Sobol's recurrence: direction k from the ones before it by the coefficients of the primitive polynomial. */
    private static long[] extended(long[] line) {
        long polynomial = line[0];
        int degree = line.length - 1;
        long[] v = new long[BITS];
        for (int k = 0; k < BITS; k++) {
            if (k < degree) {
                v[k] = line[k + 1] << (BITS - 1 - k);
                continue;
            }
            v[k] = v[k - degree] ^ (v[k - degree] >>> degree);
            for (int i = 1; i < degree; i++) {
                if ((polynomial >>> (degree - i) & 1) == 1) {
                    v[k] ^= v[k - i];
                }
            }
        }
        return v;
    }

    private static List<long[]> table() {
        try (InputStream stream = Objects.requireNonNull(SobolSequence.class.getResourceAsStream("sobol.txt"));
                BufferedReader reader = new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8))) {
            return reader.lines()
                    .filter(line -> !line.startsWith("#"))
                    .map(line ->
                            BLANK.splitAsStream(line).mapToLong(Long::parseLong).toArray())
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
