package org.decathlete.core;

import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import org.decathlete.testkit.Walls;

/** The walls of this module: pure Java, and data flow through its packages in one direction. */
@AnalyzeClasses(packages = "org.decathlete.core", importOptions = ImportOption.DoNotIncludeTests.class)
class WallsTest {
    private static final String CORE = "org.decathlete.core";
    private static final String IO = CORE + ".io";

    @ArchTest
    static final ArchRule usesNoOtherRoom = Walls.knowsOnly(CORE + "..");

    @ArchTest
    static final ArchRule neverMentionsLibtorch = Walls.doesNotKnow(CORE + "..", "org.bytedeco..");

    @ArchTest
    static final ArchRule packagesAreAcyclic = Walls.acyclic(CORE);

    /** Each package by itself: those of {@code io} are one room in the rule above. */
    @ArchTest
    static final ArchRule packagesInPackagesAreAcyclic =
            slices().matching(CORE + ".(**)").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule formatsStayBehindVolumeFiles = Walls.formatsStayBehindVolumeFiles();

    /** VolumeFiles is on top of the formats, which do not know each other, and these are on top of what they share. */
    @ArchTest
    static final ArchRule formatsStandAlone = layeredArchitecture()
            .consideringOnlyDependenciesInLayers()
            .layer("VolumeFiles")
            .definedBy(IO)
            .layer("NIfTI")
            .definedBy(IO + ".nifti..")
            .layer("NRRD")
            .definedBy(IO + ".nrrd..")
            .layer("MetaImage")
            .definedBy(IO + ".metaimage..")
            .layer("PNG")
            .definedBy(IO + ".png..")
            .layer("TIFF")
            .definedBy(IO + ".tiff..")
            .layer("what they share")
            .definedBy(IO + ".format..", IO + ".geometry..", IO + ".text..", IO + ".bytes..")
            .whereLayer("VolumeFiles")
            .mayNotBeAccessedByAnyLayer()
            .whereLayer("NIfTI")
            .mayOnlyBeAccessedByLayers("VolumeFiles")
            .whereLayer("NRRD")
            .mayOnlyBeAccessedByLayers("VolumeFiles")
            .whereLayer("MetaImage")
            .mayOnlyBeAccessedByLayers("VolumeFiles")
            .whereLayer("PNG")
            .mayOnlyBeAccessedByLayers("VolumeFiles")
            .whereLayer("TIFF")
            .mayOnlyBeAccessedByLayers("VolumeFiles");

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
