package org.decathlete.nn;

import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import org.decathlete.testkit.Walls;

/** The walls of this module: it may use core, and knows neither search nor app. */
@AnalyzeClasses(packages = "org.decathlete.nn", importOptions = ImportOption.DoNotIncludeTests.class)
class WallsTest {
    private static final String NN = "org.decathlete.nn";

    @ArchTest
    static final ArchRule usesOnlyCore = Walls.knowsOnly(NN + "..", "org.decathlete.core..");

    @ArchTest
    static final ArchRule packagesAreAcyclic = Walls.acyclic(NN);

    /** Each package by itself: those of {@code augment}, {@code infer}, {@code model} and {@code train} are one room each in the rule above. */
    @ArchTest
    static final ArchRule packagesInPackagesAreAcyclic =
            slices().matching(NN + ".(**)").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule nothingPrints = Walls.nothingPrints();

    @ArchTest
    static final ArchRule nothingExits = Walls.nothingExits();

    @ArchTest
    static final ArchRule randomnessIsSeeded = Walls.randomnessIsSeeded();
}
