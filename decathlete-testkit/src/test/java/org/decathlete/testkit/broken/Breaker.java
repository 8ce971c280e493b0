package org.decathlete.testkit.broken;

import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.concurrent.ThreadLocalRandom;
import org.decathlete.testkit.Golden;

/** One class for each thing that must not be done. */
final class Breaker {
    private Breaker() {}

    static final class Prints {
        void out() {
            System.out.println();
        }
    }

    static final class PrintsTrace {
        void trace(Exception failure) {
            failure.printStackTrace();
        }
    }

    static final class Exits {
        void end() {
            System.exit(1);
        }
    }

    static final class Halts {
        void end() {
            Runtime.getRuntime().halt(1);
        }
    }

    static final class RollsDice {
        int roll() {
            return new Random(1).nextInt();
        }
    }

    static final class RollsUnseeded {
        int roll() {
            return new SplittableRandom().nextInt();
        }
    }

    static final class RollsForTheThread {
        int roll() {
            return ThreadLocalRandom.current().nextInt();
        }
    }

    static final class RollsByMath {
        double roll() {
            return Math.random();
        }
    }

    static final class Shuffles {
        void shuffle(List<String> list) {
            Collections.shuffle(list);
        }
    }

    static final class KnowsTheKit {
        int files(Golden[] golden) {
            return golden.length;
        }
    }

    static final class Innocent {
        int roll(long seed) {
            return new SplittableRandom(seed).nextInt();
        }
    }
}
