package org.decathlete.core.io;

import java.util.Arrays;
import java.util.SplittableRandom;

/** Damages a file in a random way, whatever it holds. */
public final class Mutation {

    private Mutation() {}

    /** Cuts a file short, makes it longer, or changes bytes or bits anywhere. */
    public static byte[] of(byte[] bytes, SplittableRandom random) {
        byte[] damaged = bytes.clone();
        switch (random.nextInt(5)) {
            case 0 -> {
                return Arrays.copyOf(bytes, random.nextInt(bytes.length + 1));
            }
            case 1 -> {
                return Arrays.copyOf(bytes, bytes.length + random.nextInt(2000));
            }
            case 2 -> {
                int from = random.nextInt(bytes.length + 1);
                int to = Math.min(bytes.length, from + random.nextInt(64));
                byte[] noise = new byte[to - from];
                random.nextBytes(noise);
                System.arraycopy(noise, 0, damaged, from, noise.length);
            }
            default -> {
                for (int flip = random.nextInt(1, 6); flip > 0 && damaged.length > 0; flip--) {
                    damaged[random.nextInt(damaged.length)] ^= (byte) (1 << random.nextInt(8));
                }
            }
        }
        return damaged;
    }
}
