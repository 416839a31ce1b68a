package io.gridwork.devnet;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.library.GeneralCodingRules;

@AnalyzeClasses(packages = "io.gridwork.devnet", importOptions = DoNotIncludeTests.class)
final class LayersTest {

    @ArchTest
    static final ArchRule networkThenDemoThenApp = layeredArchitecture()
            .consideringOnlyDependenciesInLayers()
            .layer("network")
            .definedBy("io.gridwork.devnet.network")
            .layer("demo")
            .definedBy("io.gridwork.devnet.demo")
            .layer("app")
            .definedBy("io.gridwork.devnet.app")
            .whereLayer("app")
            .mayNotBeAccessedByAnyLayer()
            .whereLayer("demo")
            .mayOnlyBeAccessedByLayers("app");

    @ArchTest
    static final ArchRule onlyAppPrints = noClasses()
            .that()
            .resideOutsideOfPackage("io.gridwork.devnet.app")
            .should(GeneralCodingRules.ACCESS_STANDARD_STREAMS);

    @ArchTest
    static final ArchRule noGenericExceptions = GeneralCodingRules.NO_CLASSES_SHOULD_THROW_GENERIC_EXCEPTIONS;
}
