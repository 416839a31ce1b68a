package io.gridwork.worker;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.belongToAnyOf;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameMatching;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.io.File;
import java.nio.file.Files;
import java.time.Instant;
import org.jspecify.annotations.NullMarked;

/** Who may use whom inside the worker. */
@AnalyzeClasses(packages = "io.gridwork.worker", importOptions = ImportOption.DoNotIncludeTests.class)
class LayersTest {
    private static final String OPEN_CL = "io\\.gridwork\\.worker\\.device\\.OpenCl.*";

    @ArchTest
    static final ArchRule noCycles =
            slices().matching("io.gridwork.worker.(*)..").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule jobAndProgramsArePure = noClasses()
            .that()
            .resideInAnyPackage("io.gridwork.worker.job", "io.gridwork.worker.program")
            .should()
            .dependOnClassesThat(resideInAnyPackage(
                            "java.net..",
                            "java.net.http..",
                            "java.sql..",
                            "java.util.concurrent..",
                            "io.gridwork.chain..",
                            "org.web3j..")
                    .or(belongToAnyOf(File.class, Files.class, Thread.class, Process.class, ProcessBuilder.class)));

    @ArchTest
    static final ArchRule openClIsTouchedInOnePlace = noClasses()
            .that(not(nameMatching(OPEN_CL)))
            .should()
            .dependOnClassesThat()
            .resideInAPackage("org.jocl..");

    @ArchTest
    static final ArchRule onlyTheRunnerOpensDevices = noClasses()
            .that(not(nameMatching(OPEN_CL))
                    .and(not(nameMatching("io\\.gridwork\\.worker\\.device\\.(Runner|Device)"))))
            .should()
            .dependOnClassesThat(nameMatching(OPEN_CL));

    @ArchTest
    static final ArchRule theRunnerKnowsNeitherChainNorKeys = noClasses()
            .that()
            .resideInAnyPackage("io.gridwork.worker.device", "io.gridwork.worker.program")
            .should()
            .dependOnClassesThat(resideInAnyPackage(
                    "io.gridwork.chain..", "io.gridwork.contracts..", "org.web3j..", "tools.jackson.."));

    @ArchTest
    static final ArchRule onlyAppPrints = noClasses()
            .that()
            .resideOutsideOfPackage("io.gridwork.worker.app..")
            .should()
            .accessField(System.class, "out")
            .orShould()
            .accessField(System.class, "err");

    @ArchTest
    static final ArchRule nobodyUsesApp = noClasses()
            .that()
            .resideOutsideOfPackage("io.gridwork.worker.app..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("io.gridwork.worker.app..");

    @ArchTest
    static final ArchRule timeIsAnArgument = noClasses()
            .that()
            .resideOutsideOfPackage("io.gridwork.worker.app..")
            .should()
            .callMethod(Instant.class, "now")
            .orShould()
            .callMethod(System.class, "currentTimeMillis");

    /** A step is one arrow; what two steps need is in a class that is none. */
    @ArchTest
    static void stepsDoNotUseEachOther(JavaClasses all) {
        String step = "io\\.gridwork\\.worker\\.step\\.(Discover|Claim|Fetch|Run|Commit|Reveal|Collect)";
        for (String name : new String[] {"Discover", "Claim", "Fetch", "Run", "Commit", "Reveal", "Collect"}) {
            String self = "io.gridwork.worker.step." + name;
            noClasses()
                    .that(nameMatching(self.replace(".", "\\.")))
                    .should()
                    .dependOnClassesThat(nameMatching(step).and(not(nameMatching(self.replace(".", "\\.")))))
                    .allowEmptyShould(true)
                    .check(all);
        }
    }

    @ArchTest
    static final ArchRule everyPackageSaysThatNullIsMarked =
            classes().that().haveSimpleName("package-info").should().beAnnotatedWith(NullMarked.class);
}
