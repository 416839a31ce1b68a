package io.gridwork.toolkit;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.GeneralCodingRules.NO_CLASSES_SHOULD_ACCESS_STANDARD_STREAMS;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(packages = "io.gridwork.toolkit", importOptions = ImportOption.DoNotIncludeTests.class)
class LayersTest {
    @ArchTest
    static final ArchRule plan_and_artifact_know_nothing_of_each_other_and_only_deploy_sees_all = layeredArchitecture()
            .consideringOnlyDependenciesInLayers()
            .layer("plan")
            .definedBy("..toolkit.plan..")
            .layer("artifact")
            .definedBy("..toolkit.artifact..")
            .layer("value")
            .definedBy("..toolkit.value..")
            .layer("deploy")
            .definedBy("..toolkit.deploy..")
            .whereLayer("deploy")
            .mayNotBeAccessedByAnyLayer()
            .whereLayer("value")
            .mayOnlyBeAccessedByLayers("deploy")
            .whereLayer("artifact")
            .mayOnlyBeAccessedByLayers("deploy")
            .whereLayer("plan")
            .mayOnlyBeAccessedByLayers("value", "deploy");

    @ArchTest
    static final ArchRule only_deploy_talks_with_a_chain = noClasses()
            .that()
            .resideOutsideOfPackage("..toolkit.deploy..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("io.gridwork.chain..");

    @ArchTest
    static final ArchRule the_engine_knows_no_maven_and_prints_nothing =
            noClasses().should().dependOnClassesThat().resideInAnyPackage("org.apache.maven..", "io.gridwork.maven..");

    @ArchTest
    static final ArchRule nothing_prints = NO_CLASSES_SHOULD_ACCESS_STANDARD_STREAMS;
}
