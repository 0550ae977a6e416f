package io.polygil;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/**
 * Holds the packages to the one direction in which they may know of each other: cli, lab and spark
 * know compare and trace, which know the pool, which knows kernel, which knows context; compare
 * also knows measure, and metrics only the pool. Both compare and trace write pages with page.
 */
@AnalyzeClasses(packages = "io.polygil", importOptions = DoNotIncludeTests.class)
class ArchitectureTest {
  /** A package that is new must be given its place here: the rule fails for classes in none. */
  @ArchTest
  static final ArchRule dependencies_point_one_way =
      layeredArchitecture()
          .consideringOnlyDependenciesInLayers()
          // Some rooms are not built yet.
          .withOptionalLayers(true)
          .layer("context")
          .definedBy("io.polygil.context..")
          .layer("kernel")
          .definedBy("io.polygil.kernel..")
          .layer("pool")
          .definedBy("io.polygil")
          .layer("kernels")
          .definedBy("io.polygil.kernels..")
          .layer("measure")
          .definedBy("io.polygil.measure..")
          .layer("page")
          .definedBy("io.polygil.page..")
          .layer("compare")
          .definedBy("io.polygil.compare..")
          .layer("trace")
          .definedBy("io.polygil.trace..")
          .layer("lab")
          .definedBy("io.polygil.lab..")
          .layer("spark")
          .definedBy("io.polygil.spark..")
          .layer("metrics")
          .definedBy("io.polygil.metrics..")
          .layer("image")
          .definedBy("io.polygil.image..")
          .layer("cli")
          .definedBy("io.polygil.cli..")
          .whereLayer("context")
          .mayOnlyBeAccessedByLayers("kernel", "pool", "compare", "trace", "lab", "spark", "cli")
          .whereLayer("kernel")
          .mayOnlyBeAccessedByLayers("pool", "kernels", "compare", "trace", "lab", "spark", "cli")
          .whereLayer("pool")
          .mayOnlyBeAccessedByLayers("compare", "trace", "lab", "spark", "metrics", "cli")
          .whereLayer("metrics")
          .mayOnlyBeAccessedByLayers("cli")
          .whereLayer("kernels")
          .mayOnlyBeAccessedByLayers("compare", "lab", "spark", "cli")
          .whereLayer("measure")
          .mayOnlyBeAccessedByLayers("compare", "lab", "spark", "cli")
          .whereLayer("page")
          .mayOnlyBeAccessedByLayers("compare", "trace")
          .whereLayer("compare")
          .mayOnlyBeAccessedByLayers("lab", "spark", "cli")
          .whereLayer("trace")
          .mayOnlyBeAccessedByLayers("lab", "spark", "cli")
          .whereLayer("image")
          .mayOnlyBeAccessedByLayers("cli")
          .whereLayer("lab")
          .mayOnlyBeAccessedByLayers("cli")
          .whereLayer("spark")
          .mayOnlyBeAccessedByLayers("cli")
          .whereLayer("cli")
          .mayNotBeAccessedByAnyLayer()
          .ensureAllClassesAreContainedInArchitecture();

  /** A rule of its own, since the layers leave open what happens inside and between equals. */
  @ArchTest
  static final ArchRule packages_have_no_cycles =
      slices().matching("io.polygil.(*)..").should().beFreeOfCycles();

  /** Everybody else sees Python through the pool, whose answers are plain Java. */
  @ArchTest
  static final ArchRule only_context_and_kernel_see_polyglot =
      noClasses()
          .that()
          .resideOutsideOfPackages("io.polygil.context..", "io.polygil.kernel..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("org.graalvm..");

  /** Clocks and statistics serve any workload, of Python or not. */
  @ArchTest
  static final ArchRule measure_knows_nothing_of_polygil =
      noClasses()
          .that()
          .resideInAPackage("io.polygil.measure..")
          .should()
          .dependOnClassesThat(
              resideInAPackage("io.polygil..")
                  .and(resideOutsideOfPackage("io.polygil.measure.."))
                  .as("belong to another package of Polygil"));

  /** The kernels that come with Polygil are examples: what they can do, a user's can. */
  @ArchTest
  static final ArchRule kernels_use_only_what_a_user_has =
      classes()
          .that()
          .resideInAPackage("io.polygil.kernels..")
          .should()
          .onlyDependOnClassesThat()
          .resideInAnyPackage(
              "io.polygil.kernels..", "io.polygil.kernel", "java..", "jdk..", "org.jspecify..");

  /** What a program that embeds the pool gets: an optional dependency would be missing here. */
  @ArchTest
  static final ArchRule the_embedded_part_needs_no_optional_dependency =
      classes()
          .that()
          .resideInAnyPackage("io.polygil", "io.polygil.context..", "io.polygil.kernel..")
          .should()
          .onlyDependOnClassesThat()
          .resideInAnyPackage(
              "io.polygil..",
              "java..",
              "jdk..",
              "sun.misc..",
              "org.graalvm.polyglot..",
              "com.oracle..",
              "org.slf4j",
              "org.jspecify..");

  /** What is no API of GraalVM's may change with each version: few know it. */
  @ArchTest
  static final ArchRule few_classes_see_what_is_inside_the_engine =
      noClasses()
          .that()
          .haveNameNotMatching(
              "io\\.polygil\\.context\\.(PythonFrames|Observation|PythonEngine\\$Execution"
                  + "|ThreadInstrument).*")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("com.oracle..");
}
