package dev.coro.transform.assembled;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import dev.coro.transform.TransformResult.Transformed;
import dev.coro.transform.testing.BytecodeCheck;
import dev.coro.transform.testing.Differential;
import dev.coro.transform.testing.FixtureLoader;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.objectweb.asm.Opcodes;

/** What no javac emits behaves the same, wherever it is suspended. */
final class AssembledTest {
  /** From 45.3, the first that there was, to the newest that the running JVM takes. */
  private static int[] everyVersion() {
    int newest = 44 + Runtime.version().feature();
    return IntStream.concat(IntStream.of(Opcodes.V1_1), IntStream.rangeClosed(Opcodes.V1_2, newest))
        .toArray();
  }

  @TestFactory
  Stream<DynamicTest> allocationsInEveryClassFileVersion() {
    return tests(Allocations::assemble, everyVersion());
  }

  @TestFactory
  Stream<DynamicTest> subroutines() {
    return tests(Subroutines::assemble, Opcodes.V1_1, Opcodes.V1_4, Opcodes.V1_5, Opcodes.V1_6);
  }

  @TestFactory
  Stream<DynamicTest> constants() {
    return tests(Constants::assemble, Opcodes.V11, Opcodes.V17);
  }

  @TestFactory
  Stream<DynamicTest> allocationsInLoops() {
    return tests(Allocations::assembleWithLoops, Opcodes.V17);
  }

  @TestFactory
  Stream<DynamicTest> operands() {
    return tests(Operands::assemble, Opcodes.V1_5, Opcodes.V17);
  }

  @TestFactory
  Stream<DynamicTest> slots() {
    return tests(Slots::assemble, Opcodes.V1_5, Opcodes.V17);
  }

  @TestFactory
  Stream<DynamicTest> handlers() {
    return tests(Handlers::assemble, Opcodes.V1_5, Opcodes.V17);
  }

  @TestFactory
  Stream<DynamicTest> monitorsOfOldCompilers() {
    return tests(OldMonitors::assemble, Opcodes.V1_2, Opcodes.V1_5, Opcodes.V17);
  }

  @TestFactory
  Stream<DynamicTest> flow() {
    return tests(Flow::assemble, Opcodes.V1_5, Opcodes.V17);
  }

  @TestFactory
  Stream<DynamicTest> foundByFuzzing() {
    return tests(FoundByFuzzing::assemble, Opcodes.V1_8, Opcodes.V17);
  }

  @TestFactory
  Stream<DynamicTest> deadCode() {
    return tests(DeadCode::assemble, Opcodes.V1_5, Opcodes.V17);
  }

  @TestFactory
  Stream<DynamicTest> stackMapsThatSayLess() {
    return tests(DeadCode::assembleWithStackMaps, Opcodes.V1_7, Opcodes.V17);
  }

  @TestFactory
  Stream<DynamicTest> allocationsThatThrow() {
    return tests(Unmakeable::assemble, Opcodes.V1_5, Opcodes.V17);
  }

  /** ASM's verifier cannot look at this one, because it loads what the code names. */
  @Test
  void allocationOfAMissingClass() {
    Assembly assembly = Unmakeable.assembleWithMissingClass(Opcodes.V17);
    Map<String, byte[]> files = Map.of(assembly.name(), assembly.bytes());
    Differential.check(
        new FixtureLoader(false, files),
        new FixtureLoader(true, files),
        assembly.name(),
        "missingClass");
  }

  private static Stream<DynamicTest> tests(IntFunction<Assembly> family, int... versions) {
    return IntStream.of(versions).boxed().flatMap(version -> tests(family, version));
  }

  private static Stream<DynamicTest> tests(IntFunction<Assembly> family, int version) {
    Assembly assembly = family.apply(version);
    Map<String, byte[]> files = Map.of(assembly.name(), assembly.bytes());
    FixtureLoader plain = new FixtureLoader(false, files);
    FixtureLoader instrumented = new FixtureLoader(true, files);
    String label = " in version " + (version & 0xFFFF);
    Stream<DynamicTest> cases =
        assembly.cases().stream()
            .map(
                name ->
                    DynamicTest.dynamicTest(
                        name + label,
                        () -> Differential.check(plain, instrumented, assembly.name(), name)));
    return Stream.concat(
        cases,
        Stream.of(
            DynamicTest.dynamicTest(
                "no complaint" + label, () -> checkResult(instrumented, assembly))));
  }

  private static void checkResult(FixtureLoader instrumented, Assembly assembly) {
    assertEquals(List.of(), instrumented.diagnostics());
    Transformed result = assertInstanceOf(Transformed.class, instrumented.result(assembly.name()));
    BytecodeCheck.verify(assembly.name(), result.classFile(), instrumented);
  }
}
