package org.decathlete.nn.augment.corruption;

import java.util.SplittableRandom;
import java.util.stream.IntStream;

/** Which masks are changed, and in which order. */
final class MaskOrder {

    private MaskOrder() {}

    /** Each of so many with the same probability, shuffled. */
    static int[] chosen(int count, double probability, SplittableRandom random) {
        int[] order = IntStream.range(0, count).toArray();
        for (int i = count - 1; i > 0; i--) {
            int other = random.nextInt(i + 1);
            int kept = order[i];
            order[i] = order[other];
            order[other] = kept;
        }
        return IntStream.of(order)
                .filter(index -> random.nextDouble() < probability)
                .toArray();
    }
}
