package io.gridwork.contracts;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(
        packages = {"io.gridwork.contracts", "io.gridwork.model"},
        importOptions = ImportOption.DoNotIncludeTests.class)
class LayersTest {
    @ArchTest
    static final ArchRule values_know_neither_wrappers_nor_a_chain = noClasses()
            .that()
            .resideInAPackage("io.gridwork.contracts")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("..wrappers..", "io.gridwork.chain..", "org.web3j..");

    @ArchTest
    static final ArchRule the_model_computes_and_does_nothing_else = classes()
            .that()
            .resideInAPackage("io.gridwork.model")
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage(
                    "io.gridwork.model",
                    "io.gridwork.contracts",
                    "io.gridwork.abi",
                    "java.lang..",
                    "java.math",
                    "java.nio",
                    "java.util..",
                    "org.jspecify..");

    @ArchTest
    static final ArchRule public_values_cannot_change = classes()
            .that()
            .resideInAPackage("io.gridwork.contracts")
            .and()
            .arePublic()
            .should()
            .haveOnlyFinalFields();
}
