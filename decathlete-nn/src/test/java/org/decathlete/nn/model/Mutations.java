package org.decathlete.nn.model;

import java.util.Arrays;
import java.util.SplittableRandom;

/** Damages files as disks, networks and malice do. */
public final class Mutations {

    private Mutations() {}

    /**
     * One to four changes, most of them where the structure of the file lies.
     *
     * @param from first byte of the structure
     * @param to one past its last byte
     */
    public static byte[] of(byte[] original, int from, int to, SplittableRandom random) {
        byte[] bytes = original.clone();
        int changes = random.nextInt(1, 5);
        for (int i = 0; i < changes && bytes.length > 16; i++) {
            int place = random.nextInt(4) == 0
                    ? random.nextInt(bytes.length)
                    : Math.min(random.nextInt(from, to), bytes.length - 1);
            bytes = change(bytes, place, random);
        }
        return bytes;
    }

    private static byte[] change(byte[] bytes, int place, SplittableRandom random) {
        int length = Math.min(bytes.length - place, random.nextInt(1, 9));
        switch (random.nextInt(6)) {
            case 0 -> bytes[place] ^= (byte) (1 << random.nextInt(8));
            case 1 -> bytes[place] = (byte) random.nextInt(256);
            case 2 -> Arrays.fill(bytes, place, place + length, (byte) (random.nextBoolean() ? 0xff : 0));
            case 3 -> bytes[place] = (byte) ('0' + random.nextInt(10));
            case 4 -> System.arraycopy(bytes, random.nextInt(bytes.length - length), bytes, place, length);
            default -> {
                return random.nextInt(4) == 0 ? Arrays.copyOf(bytes, place) : without(bytes, place, length);
            }
        }
        return bytes;
    }

    private static byte[] without(byte[] bytes, int from, int length) {
        byte[] rest = Arrays.copyOf(bytes, bytes.length - length);
        System.arraycopy(bytes, from + length, rest, from, rest.length - from);
        return rest;
    }
}
