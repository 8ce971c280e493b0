package org.decathlete.testkit;

import static com.tngtech.archunit.lang.conditions.ArchConditions.callConstructor;
import static com.tngtech.archunit.lang.conditions.ArchConditions.callMethod;
import static com.tngtech.archunit.lang.conditions.ArchConditions.dependOnClassesThat;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.GeneralCodingRules.ACCESS_STANDARD_STREAMS;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.PackageMatcher;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.concurrent.ThreadLocalRandom;

/** The walls of the house as rules for ArchUnit; each module's WallsTest holds those that concern it. */
public final class Walls {
    private static final String CLI = "org.decathlete.app.cli..";
    private static final String VOLUME_FILES = "org.decathlete.core.io";

    private Walls() {}

    /** Only the command line writes to the standard streams; everything else takes a Progress. */
    public static ArchRule nothingPrints() {
        return noClasses()
                .that()
                .resideOutsideOfPackage(CLI)
                .should(ACCESS_STANDARD_STREAMS)
                .because("a library has no terminal: say it through core.run.Progress");
    }

    /** Only the command line ends the process. */
    public static ArchRule nothingExits() {
        return noClasses()
                .that()
                .resideOutsideOfPackage(CLI)
                .should(callMethod(System.class, "exit", int.class)
                        .or(callMethod(Runtime.class, "exit", int.class))
                        .or(callMethod(Runtime.class, "halt", int.class)))
                .because("a library throws a DecathleteException");
    }

    /** Everything random follows from a seed that was passed in. */
    public static ArchRule randomnessIsSeeded() {
        ArchCondition<JavaClass> unseeded = callConstructor(SplittableRandom.class)
                .or(callMethod(Math.class, "random"))
                .or(callMethod(Collections.class, "shuffle", List.class))
                .or(dependOnClassesThat(DescribedPredicate.describe(
                        "are java.util.Random or its kin",
                        type -> type.isEquivalentTo(Random.class) || type.isEquivalentTo(ThreadLocalRandom.class))));
        return noClasses().should(unseeded).because("runs are reproducible: pass a seeded SplittableRandom");
    }

    /** Volumes are read and written through VolumeFiles; what formats consist of is known in the packages below it alone. */
    public static ArchRule formatsStayBehindVolumeFiles() {
        return noClasses()
                .that()
                .resideOutsideOfPackage(VOLUME_FILES + "..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage(VOLUME_FILES + ".*..");
    }

    /** Packages below {@code root} use each other in one direction only. */
    public static ArchRule acyclic(String root) {
        return slices().matching(root + ".(*)..").should().beFreeOfCycles();
    }

    /** Classes in {@code inside} use of ours nothing but themselves and {@code allowed}. */
    public static ArchRule knowsOnly(String inside, String... allowed) {
        String[] own = Arrays.copyOf(allowed, allowed.length + 1);
        own[allowed.length] = inside;
        return noClasses()
                .that()
                .resideInAPackage(inside)
                .should(dependOnClassesThat(DescribedPredicate.describe(
                        "are ours and outside " + Arrays.toString(own),
                        type -> ours(type) && Arrays.stream(own).noneMatch(root -> within(type, root)))));
    }

    /** Classes in {@code from} do not use those in {@code forbidden}. */
    public static ArchRule doesNotKnow(String from, String... forbidden) {
        return noClasses()
                .that()
                .resideInAPackage(from)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(forbidden);
    }

    private static boolean ours(JavaClass type) {
        return within(type, "org.decathlete..");
    }

    private static boolean within(JavaClass type, String packages) {
        return PackageMatcher.of(packages).matches(type.getBaseComponentType().getPackageName());
    }
}
