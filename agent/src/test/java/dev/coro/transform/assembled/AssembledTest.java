package dev.coro.transform.assembled;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.coro.internal.ErrorCode;
import dev.coro.transform.Diagnostic;
import dev.coro.transform.TransformResult.Transformed;
import dev.coro.transform.Transformer;
import dev.coro.transform.plan.MethodPlan;
import dev.coro.transform.scan.ClassHierarchy;
import dev.coro.transform.testing.BytecodeCheck;
import dev.coro.transform.testing.Differential;
import dev.coro.transform.testing.FixtureLoader;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.FrameNode;
import org.objectweb.asm.tree.MethodNode;

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

  /** Computed stack maps cannot say what such a value is, and no cast could be written for it. */
  @ParameterizedTest
  @ValueSource(ints = {Opcodes.V1_2, Opcodes.V1_5, Opcodes.V1_6})
  void valuesOfTypesThatNobodyKnowsAreNotKept(int version) {
    byte[] classFile = MissingTypes.assemble(version).bytes();
    String name = FixtureLoader.FIXTURES.replace('.', '/') + "MissingTypes";
    Transformed result =
        assertInstanceOf(
            Transformed.class,
            Transformer.transform(
                name, classFile, new ClassHierarchy(new FixtureLoader(false)::bytes)));
    assertEquals(
        List.of("kept()Ljava/lang/Object;", "keptInArray()Ljava/lang/Object;"),
        result.diagnostics().stream().map(Diagnostic::method).toList());
    for (Diagnostic diagnostic : result.diagnostics()) {
      assertEquals(ErrorCode.NOT_TRANSFORMED, diagnostic.code());
      assertTrue(diagnostic.message().contains("depends on a class which cannot be found"));
    }
    assertEquals(
        List.of("dead", "sameClass"), result.plans().stream().map(MethodPlan::name).toList());
    assertFalse(frameTypes(result.classFile()).toString().contains("?"));
  }

  private static Set<Object> frameTypes(byte[] classFile) {
    Set<Object> types = new HashSet<>();
    ClassNode node = new ClassNode();
    new ClassReader(classFile).accept(node, ClassReader.EXPAND_FRAMES);
    for (MethodNode method : node.methods) {
      for (AbstractInsnNode insn : method.instructions) {
        if (insn instanceof FrameNode frame) {
          types.addAll(frame.local);
          types.addAll(frame.stack);
        }
      }
    }
    assertFalse(types.isEmpty());
    return types;
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
