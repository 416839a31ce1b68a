package io.gridwork.testchain;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.library.GeneralCodingRules;

@AnalyzeClasses(packages = "io.gridwork.testchain", importOptions = DoNotIncludeTests.class)
final class LayersTest {

    @ArchTest
    static final ArchRule onlyTheJdkAndJUnit = classes()
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage("java..", "org.jspecify..", "org.junit..", "io.gridwork.testchain..");

    @ArchTest
    static final ArchRule jUnitStaysInItsPackage = noClasses()
            .that()
            .resideInAPackage("io.gridwork.testchain")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.junit..", "io.gridwork.testchain.junit");

    @ArchTest
    static final ArchRule onlyAProgramPrints = noClasses()
            .that()
            .resideOutsideOfPackage("io.gridwork.testchain.faults.app")
            .should(GeneralCodingRules.ACCESS_STANDARD_STREAMS);

    @ArchTest
    static final ArchRule theNodeKnowsNothingOfItsFaults = noClasses()
            .that()
            .resideInAnyPackage("io.gridwork.testchain", "io.gridwork.testchain.junit")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("io.gridwork.testchain.faults..");
}
