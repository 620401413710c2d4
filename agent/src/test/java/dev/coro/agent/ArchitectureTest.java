package dev.coro.agent;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import dev.coro.Suspendable;
import org.junit.jupiter.api.Test;

/** The arrows between the modules and packages point one way. */
final class ArchitectureTest {
  private static final JavaClasses PRODUCT =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages("dev.coro");

  @Test
  void bothModulesAreImported() {
    assertTrue(PRODUCT.contain(Suspendable.class), "runtime");
    assertTrue(PRODUCT.contain(Premain.class), "agent");
  }

  @Test
  void transformKnowsNothingOfItsInstallation() {
    noClasses()
        .that()
        .resideInAPackage("dev.coro.transform..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("dev.coro.agent..", "net.bytebuddy..", "java.lang.instrument..")
        .check(PRODUCT);
  }

  @Test
  void runtimeNeedsNothingButTheJdk() {
    classes()
        .that(not(resideInAnyPackage("dev.coro.agent..", "dev.coro.transform..")))
        .should()
        .onlyDependOnClassesThat(
            resideInAnyPackage(
                    "java..",
                    "javax.management..",
                    "javax.net.ssl..",
                    "jdk.jfr..",
                    "org.jspecify..")
                .or(
                    resideInAPackage("dev.coro..")
                        .and(not(resideInAnyPackage("dev.coro.agent..", "dev.coro.transform..")))))
        .check(PRODUCT);
  }
}
