package org.decathlete.app;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import org.decathlete.testkit.Walls;

/** The walls between the modules, seen from the one that joins them all. */
@AnalyzeClasses(
        packages = {"org.decathlete.core", "org.decathlete.nn", "org.decathlete.search", "org.decathlete.app"},
        importOptions = ImportOption.DoNotIncludeTests.class)
class WallsTest {
    private static final String CORE = "org.decathlete.core..";
    private static final String NN = "org.decathlete.nn..";
    private static final String SEARCH = "org.decathlete.search..";
    private static final String APP = "org.decathlete.app..";
    private static final String COMMAND_LINE = "org.decathlete.app.cli..";
    private static final String LIBTORCH = "org.bytedeco..";

    @ArchTest
    static final ArchRule coreIsPureJava = Walls.doesNotKnow(CORE, LIBTORCH, NN, SEARCH, APP);

    @ArchTest
    static final ArchRule formatsStayBehindVolumeFiles = Walls.formatsStayBehindVolumeFiles();

    @ArchTest
    static final ArchRule appLeavesLibtorchToNn = Walls.doesNotKnow(APP, LIBTORCH);

    @ArchTest
    static final ArchRule nnDoesNotKnowSearch = Walls.doesNotKnow(NN, SEARCH, APP);

    /** The module comes with a later issue; the wall stands before it does. */
    @ArchTest
    static final ArchRule searchKnowsNothingOfOurs = Walls.knowsOnly(SEARCH).allowEmptyShould(true);

    @ArchTest
    static final ArchRule searchDoesNotKnowLibtorch =
            Walls.doesNotKnow(SEARCH, LIBTORCH).allowEmptyShould(true);

    @ArchTest
    static final ArchRule nobodyUsesTheCommandLine = noClasses()
            .that()
            .resideOutsideOfPackage(COMMAND_LINE)
            .should()
            .dependOnClassesThat()
            .resideInAPackage(COMMAND_LINE);

    @ArchTest
    static final ArchRule packagesAreAcyclic = Walls.acyclic("org.decathlete.app");

    /** Each package by itself: those of {@code report} and of {@code tune} are one room each in the rule above. */
    @ArchTest
    static final ArchRule packagesInPackagesAreAcyclic =
            slices().matching("org.decathlete.app.(**)").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule onlyTheCommandLinePrints = Walls.nothingPrints();

    @ArchTest
    static final ArchRule onlyTheCommandLineExits = Walls.nothingExits();

    @ArchTest
    static final ArchRule randomnessIsSeeded = Walls.randomnessIsSeeded();
}
