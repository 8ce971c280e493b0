package org.decathlete.search.example;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;
import org.decathlete.search.store.StudyStore;
import org.decathlete.search.store.StudyStores;
import org.decathlete.search.trial.Trial;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ForestExampleTest {

    /** Two moons among features that mean nothing. */
    private static Forest.Data moons(int count, SplittableRandom random) {
        double[][] values = new double[count][6];
        int[] classes = new int[count];
        for (int i = 0; i < count; i++) {
            double angle = Math.PI * random.nextDouble();
            classes[i] = i % 2;
            for (int k = 0; k < 6; k++) {
                values[i][k] = random.nextDouble() - 0.5;
            }
            values[i][1] = 0.4 * values[i][1] + (i % 2 == 0 ? Math.cos(angle) : 1 - Math.cos(angle));
            values[i][4] = 0.4 * values[i][4] + (i % 2 == 0 ? Math.sin(angle) : 0.5 - Math.sin(angle));
        }
        return new Forest.Data(values, classes);
    }

    @Test
    void findsABetterForestThanTheTypicalOne(@TempDir Path folder) throws InterruptedException {
        String address = folder.resolve("forest.db").toString();
        Forest.Data data = moons(150, new SplittableRandom(1));
        Trial best = ForestExample.tune(data, address);
        try (StudyStore store = StudyStores.open(address)) {
            List<Trial> trials = store.open("forest").trials();
            assertThat(trials).hasSize(41);
            double untuned = trials.get(0).outcome().values().get("error");
            assertThat(best.outcome().values().get("error")).isLessThan(0.8 * untuned);
        }
        // A second call has nothing left to do and gives the same.
        assertThat(ForestExample.tune(data, address)).isEqualTo(best);
    }

    @Test
    void theReadmeShowsThisCode() throws IOException {
        String source = Files.readString(Path.of("src/test/java/org/decathlete/search/example/ForestExample.java"));
        String readme = Files.readString(Path.of("README.md"));
        String shown = readme.split("```java\n", 2)[1].split("```", 2)[0];
        String compiled = source.split("// README begins", 2)[1].split("// README ends", 2)[0];
        assertThat(shown).isEqualToNormalizingWhitespace(compiled);
        assertThat(shown.lines().count()).isLessThanOrEqualTo(25);
    }
}
