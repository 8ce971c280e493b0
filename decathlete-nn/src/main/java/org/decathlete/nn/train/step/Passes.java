package org.decathlete.nn.train.step;

/**
 * How a batch goes through the network: in as few parts as possible of at least {@code fewest} samples, but no more than {@code most}.
 *
 * @param fewest samples of a part, at least 1; a smaller batch is one part
 * @param most samples of a part, at least 1; goes before {@code fewest}
 */
record Passes(int fewest, int most) {

    /** Samples before each part of a batch, and at the end all of them: part i is from entry i up to entry i + 1. */
    int[] bounds(int samples) {
        int parts = Math.max(Math.max(1, samples / fewest), (samples + most - 1) / most);
        int[] bounds = new int[parts + 1];
        for (int i = 0; i <= parts; i++) {
            bounds[i] = i * samples / parts;
        }
        return bounds;
    }
}
