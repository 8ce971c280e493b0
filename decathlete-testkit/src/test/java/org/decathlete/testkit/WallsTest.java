package org.decathlete.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.ArchRule;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A wall that notices nothing is none. */
class WallsTest {
    private static final String BROKEN = "org.decathlete.testkit.broken";

    private static final Map<String, ArchRule> WALLS = Map.of(
            "PRINTS", Walls.nothingPrints(),
            "EXITS", Walls.nothingExits(),
            "RANDOM", Walls.randomnessIsSeeded(),
            "KNOWS_ONLY", Walls.knowsOnly(BROKEN + ".."),
            "DOES_NOT_KNOW", Walls.doesNotKnow(BROKEN + "..", "org.decathlete.testkit"));

    @ParameterizedTest
    @CsvSource({
        "PRINTS, Prints",
        "PRINTS, PrintsTrace",
        "EXITS, Exits",
        "EXITS, Halts",
        "RANDOM, RollsDice",
        "RANDOM, RollsUnseeded",
        "RANDOM, RollsForTheThread",
        "RANDOM, RollsByMath",
        "RANDOM, Shuffles",
        "KNOWS_ONLY, KnowsTheKit",
        "DOES_NOT_KNOW, KnowsTheKit"
    })
    void aWallNoticesWhoBreaksItAndNobodyElse(String wall, String breaker) throws ClassNotFoundException {
        ArchRule rule = Objects.requireNonNull(WALLS.get(wall));
        assertThat(rule.evaluate(classes(breaker)).hasViolation())
                .as("%s breaks %s", breaker, wall)
                .isTrue();
        assertThat(rule.evaluate(classes("Innocent")).hasViolation())
                .as("Innocent breaks %s", wall)
                .isFalse();
    }

    private static JavaClasses classes(String name) throws ClassNotFoundException {
        return new ClassFileImporter().importClasses(Class.forName(BROKEN + ".Breaker$" + name));
    }
}
