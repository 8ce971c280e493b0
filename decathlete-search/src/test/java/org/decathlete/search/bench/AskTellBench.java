package org.decathlete.search.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.decathlete.search.sampler.PriorBand;
import org.decathlete.search.schedule.Hyperband;
import org.decathlete.search.space.Spaces;
import org.decathlete.search.store.Claim;
import org.decathlete.search.store.StoredStudy;
import org.decathlete.search.store.StudyStore;
import org.decathlete.search.store.StudyStores;
import org.decathlete.search.study.Study;
import org.decathlete.search.study.StudySettings;
import org.decathlete.search.trial.Objective;
import org.decathlete.search.trial.Outcome;
import org.decathlete.search.trial.Trial;

/**
 * How long asking and telling takes by itself: rounds of PriorBand over a space with every kind of parameter, in a store or, without
 * an address, in memory.
 */
final class AskTellBench {
    private static final StudySettings SETTINGS = StudySettings.of(
                    Spaces.ofEveryKind(), Hyperband.of(10, 1000, 3).repeated(1000), Objective.minimize("loss"))
            .with(new PriorBand());

    private AskTellBench() {}

    public static void main(String[] arguments) throws IOException {
        int rounds = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 10_000;
        long start = System.nanoTime();
        if (arguments.length < 2) {
            Study study = new Study(SETTINGS);
            for (int i = 1; i <= rounds; i++) {
                Trial trial = study.ask().orElseThrow();
                study.tell(trial.id(), evaluate(trial));
                report(i, rounds, start);
            }
            return;
        }
        try (StudyStore store = StudyStores.open(arguments[1])) {
            StoredStudy study = store.open("bench", SETTINGS);
            for (int i = 1; i <= rounds; i++) {
                Claim claim = study.ask("bench").orElseThrow();
                study.tell(claim, evaluate(claim.trial()));
                report(i, rounds, start);
            }
        }
    }

    private static Outcome evaluate(Trial trial) {
        return Outcome.of("loss", Math.abs(trial.configuration().hashCode() * 0x1p-31));
    }

    private static void report(int round, int rounds, long start) throws IOException {
        if (round % (rounds / 5) != 0) {
            return;
        }
        double seconds = (System.nanoTime() - start) / 1e9;
        System.gc();
        Runtime runtime = Runtime.getRuntime();
        long heap = (runtime.totalMemory() - runtime.freeMemory()) >> 20;
        System.out.printf(Locale.ROOT, "%d rounds: %.1f s, %d MiB on the heap%s%n", round, seconds, heap, resident());
    }

    /** What the operating system counts, where it tells. */
    private static String resident() throws IOException {
        Path status = Path.of("/proc/self/status");
        if (!Files.exists(status)) {
            return "";
        }
        return Files.readAllLines(status).stream()
                .filter(line -> line.startsWith("VmRSS"))
                .map(line -> ", resident " + line.replaceAll("\\D+", "") + " KiB")
                .findFirst()
                .orElse("");
    }
}
