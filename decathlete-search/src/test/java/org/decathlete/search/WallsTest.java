package org.decathlete.search;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import org.decathlete.testkit.Walls;

/** The walls of this module: a library of its own that knows nothing of images, tensors or the rest of the house. */
@AnalyzeClasses(packages = "org.decathlete.search", importOptions = ImportOption.DoNotIncludeTests.class)
class WallsTest {
    private static final String SEARCH = "org.decathlete.search";

    @ArchTest
    static final ArchRule usesNoOtherRoom = Walls.knowsOnly(SEARCH + "..");

    @ArchTest
    static final ArchRule neverMentionsLibtorch = Walls.doesNotKnow(SEARCH + "..", "org.bytedeco..");

    @ArchTest
    static final ArchRule packagesAreAcyclic = Walls.acyclic(SEARCH);

    @ArchTest
    static final ArchRule grammarsStandAlone = Walls.knowsOnly(SEARCH + ".grammar..", SEARCH + ".statistics..");

    @ArchTest
    static final ArchRule samplersDoNotKnowStudies = Walls.doesNotKnow(SEARCH + ".sampler..", SEARCH + ".study..");

    @ArchTest
    static final ArchRule nothingPrints = Walls.nothingPrints();

    @ArchTest
    static final ArchRule nothingExits = Walls.nothingExits();

    @ArchTest
    static final ArchRule randomnessIsSeeded = Walls.randomnessIsSeeded();
}
