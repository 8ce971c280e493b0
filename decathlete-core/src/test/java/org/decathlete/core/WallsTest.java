package org.decathlete.core;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import org.decathlete.testkit.Walls;

/** The walls of this module: pure Java, and data flow through its packages in one direction. */
@AnalyzeClasses(packages = "org.decathlete.core", importOptions = ImportOption.DoNotIncludeTests.class)
class WallsTest {
    private static final String CORE = "org.decathlete.core";

    @ArchTest
    static final ArchRule usesNoOtherRoom = Walls.knowsOnly(CORE + "..");

    @ArchTest
    static final ArchRule neverMentionsLibtorch = Walls.doesNotKnow(CORE + "..", "org.bytedeco..");

    @ArchTest
    static final ArchRule packagesAreAcyclic = Walls.acyclic(CORE);

    @ArchTest
    static final ArchRule runUsesNothingOfOurs = Walls.knowsOnly(CORE + ".run..");

    @ArchTest
    static final ArchRule volumesStandAlone = Walls.knowsOnly(CORE + ".volume..", CORE + ".run..");

    @ArchTest
    static final ArchRule specsStandAlone = Walls.knowsOnly(CORE + ".spec..", CORE + ".run..");

    @ArchTest
    static final ArchRule plansDoNotKnowCandidates = Walls.doesNotKnow(CORE + ".plan..", CORE + ".candidate..");

    @ArchTest
    static final ArchRule nothingPrints = Walls.nothingPrints();

    @ArchTest
    static final ArchRule nothingExits = Walls.nothingExits();

    @ArchTest
    static final ArchRule randomnessIsSeeded = Walls.randomnessIsSeeded();
}
