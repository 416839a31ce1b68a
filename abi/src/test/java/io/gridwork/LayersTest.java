package io.gridwork;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.GeneralCodingRules.NO_CLASSES_SHOULD_ACCESS_STANDARD_STREAMS;
import static com.tngtech.archunit.library.GeneralCodingRules.NO_CLASSES_SHOULD_THROW_GENERIC_EXCEPTIONS;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.Set;

/** Who may use whom in this jar; CONTRIBUTING.md describes the modules. */
@AnalyzeClasses(
        packages = {
            "io.gridwork.abi",
            "io.gridwork.rpc",
            "io.gridwork.chain",
            "io.gridwork.transactions",
            "io.gridwork.network"
        },
        importOptions = ImportOption.DoNotIncludeTests.class)
class LayersTest {
    /** Not Throwable: compilers write that into every try with resources. */
    private static final Set<String> GENERIC =
            Set.of("java.lang.Exception", "java.lang.RuntimeException", "java.lang.Error");

    @ArchTest
    static final ArchRule ABI_IS_PURE = noClasses()
            .that()
            .resideInAPackage("io.gridwork.abi..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "io.gridwork.rpc..",
                    "io.gridwork.chain..",
                    "io.gridwork.transactions..",
                    "io.gridwork.network..",
                    "java.net..",
                    "java.io..",
                    "java.nio.file..",
                    "java.nio.channels..",
                    "java.sql..",
                    "java.util.concurrent..",
                    "org.web3j..",
                    "org.sqlite..",
                    "tools.jackson..");

    @ArchTest
    static final ArchRule ABI_STARTS_NO_THREADS = noClasses()
            .that()
            .resideInAPackage("io.gridwork.abi..")
            .should()
            .dependOnClassesThat()
            .areAssignableTo(Thread.class);

    /** The indexer reads without keys and journals. */
    @ArchTest
    static final ArchRule READING_NEEDS_NO_SENDER = noClasses()
            .that()
            .resideInAnyPackage("io.gridwork.rpc..", "io.gridwork.chain..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("io.gridwork.transactions..", "org.web3j..", "org.sqlite..", "org.bouncycastle..");

    @ArchTest
    static final ArchRule NO_CYCLES =
            slices().matching("io.gridwork.(*)..").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule NOBODY_PRINTS = NO_CLASSES_SHOULD_ACCESS_STANDARD_STREAMS;

    @ArchTest
    static final ArchRule NOBODY_THROWS_GENERIC_EXCEPTIONS = NO_CLASSES_SHOULD_THROW_GENERIC_EXCEPTIONS;

    /** headlong's JSON reader declares nothing narrower; the reason stands beside the catch. */
    @ArchTest
    static final ArchRule NOBODY_CATCHES_GENERIC_EXCEPTIONS = classes()
            .that(DescribedPredicate.not(DescribedPredicate.describe(
                    "ContractAbi", (JavaClass type) -> type.getSimpleName().equals("ContractAbi"))))
            .should(new ArchCondition<>("catch no generic exception") {
                @Override
                public void check(JavaClass type, ConditionEvents events) {
                    for (JavaCodeUnit unit : type.getCodeUnits()) {
                        unit.getTryCatchBlocks().stream()
                                .flatMap(block -> block.getCaughtThrowables().stream())
                                .filter(caught -> GENERIC.contains(caught.getName()))
                                .forEach(caught -> events.add(SimpleConditionEvent.violated(
                                        unit, unit.getFullName() + " catches " + caught.getName())));
                    }
                }
            });
}
