package io.gridwork.indexer;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.belongToAnyOf;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.library.GeneralCodingRules;
import io.gridwork.chain.BlockRange;
import io.gridwork.chain.BlockRef;
import java.sql.Connection;

@AnalyzeClasses(packages = "io.gridwork.indexer", importOptions = ImportOption.DoNotIncludeTests.class)
final class LayersTest {
    private static final DescribedPredicate<JavaClass> GENERATED = resideInAPackage("..jdbc.generated..");

    @ArchTest
    static final ArchRule stagesDoNotKnowEachOther = layeredArchitecture()
            .consideringOnlyDependenciesInAnyPackage("io.gridwork.indexer..")
            .layer("event")
            .definedBy("..indexer.event..")
            .layer("source")
            .definedBy("..indexer.source..")
            .layer("proof")
            .definedBy("..indexer.proof..")
            .layer("decode")
            .definedBy("..indexer.decode..")
            .layer("store")
            .definedBy("..indexer.store")
            .layer("jdbc")
            .definedBy("..indexer.store.jdbc..")
            .layer("query")
            .definedBy("..indexer.query..")
            .layer("pipeline")
            .definedBy("..indexer.pipeline..")
            .layer("bench")
            .definedBy("..indexer.bench..")
            .layer("app")
            .definedBy("..indexer.app..")
            .whereLayer("source")
            .mayOnlyBeAccessedByLayers("pipeline", "app")
            .whereLayer("proof")
            .mayOnlyBeAccessedByLayers("source", "pipeline", "bench")
            .whereLayer("decode")
            .mayOnlyBeAccessedByLayers("pipeline")
            .whereLayer("store")
            .mayOnlyBeAccessedByLayers("jdbc", "pipeline", "app")
            .whereLayer("jdbc")
            .mayOnlyBeAccessedByLayers("app", "bench")
            .whereLayer("query")
            .mayOnlyBeAccessedByLayers("jdbc", "app")
            .whereLayer("pipeline")
            .mayOnlyBeAccessedByLayers("app")
            .whereLayer("bench")
            .mayOnlyBeAccessedByLayers("app")
            .whereLayer("app")
            .mayNotBeAccessedByAnyLayer();

    @ArchTest
    static final ArchRule packagesHaveNoCycles = slices().matching("io.gridwork.indexer.(**)")
            .should()
            .beFreeOfCycles()
            .ignoreDependency(GENERATED, GENERATED);

    @ArchTest
    static final ArchRule decodingIsPure = noClasses()
            .that()
            .resideInAnyPackage("..indexer.decode..", "..indexer.event..")
            .should()
            .dependOnClassesThat(resideInAnyPackage(
                            "java.net..",
                            "java.sql..",
                            "java.nio.file..",
                            "java.util.concurrent..",
                            "io.gridwork.chain..")
                    .and(not(belongToAnyOf(BlockRange.class, BlockRef.class)))); // values

    @ArchTest
    static final ArchRule onlyStoreQueryAndBenchSpeakSql = noClasses()
            .that(not(resideInAnyPackage("..indexer.store.jdbc..", "..indexer.query..", "..indexer.bench..")))
            .should()
            .dependOnClassesThat()
            .belongToAnyOf(Connection.class);

    @ArchTest
    static final ArchRule onlyAppPrints = GeneralCodingRules.NO_CLASSES_SHOULD_ACCESS_STANDARD_STREAMS;

    @ArchTest
    static final ArchRule contractsOfOursAreConfiguration = noClasses()
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("io.gridwork.contracts..", "io.gridwork.worker..", "io.gridwork.toolkit..");

    @ArchTest
    static final ArchRule noGenericExceptions = GeneralCodingRules.NO_CLASSES_SHOULD_THROW_GENERIC_EXCEPTIONS;
}
