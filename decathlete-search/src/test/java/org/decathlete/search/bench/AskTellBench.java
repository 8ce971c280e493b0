package org.decathlete.search.bench;

import java.util.Locale;
import org.decathlete.search.sampler.PriorBand;
import org.decathlete.search.schedule.Hyperband;
import org.decathlete.search.space.Spaces;
import org.decathlete.search.study.Study;
import org.decathlete.search.study.StudySettings;
import org.decathlete.search.trial.Objective;
import org.decathlete.search.trial.Outcome;
import org.decathlete.search.trial.Trial;

/** How long asking and telling takes by itself: 10,000 rounds of PriorBand over a space with every kind of parameter. */
final class AskTellBench {

    private AskTellBench() {}

    public static void main(String[] arguments) {
        int rounds = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 10_000;
        Study study = new Study(StudySettings.of(
                        Spaces.ofEveryKind(), Hyperband.of(10, 1000, 3).repeated(1000), Objective.minimize("loss"))
                .with(new PriorBand()));
        long start = System.nanoTime();
        for (int i = 1; i <= rounds; i++) {
            Trial trial = study.ask().orElseThrow();
            study.tell(
                    trial.id(),
                    Outcome.of("loss", Math.abs(trial.configuration().hashCode() * 0x1p-31)));
            if (i % (rounds / 5) == 0) {
                Runtime runtime = Runtime.getRuntime();
                System.gc();
                System.out.printf(
                        Locale.ROOT,
                        "%d rounds: %.1f s, %d MiB on the heap%n",
                        i,
                        (System.nanoTime() - start) / 1e9,
                        (runtime.totalMemory() - runtime.freeMemory()) >> 20);
            }
        }
    }
}
