package dev.coro.transform;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.coro.transform.TransformResult.Transformed;
import dev.coro.transform.TransformResult.Unchanged;
import dev.coro.transform.scan.ClassHierarchy;
import dev.coro.transform.testing.BytecodeCheck;
import dev.coro.transform.testing.FixtureLoader;
import dev.coro.transform.testing.SourceCompiler;
import java.lang.invoke.MethodType;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Handle;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.MethodNode;

/** Which classes are touched that name no suspendable method, and what becomes of them. */
final class OpaqueCallTest {
  private static final String NAME = FixtureLoader.FIXTURES + "Sample";

  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Object f(java.lang.reflect.Method m) throws Exception { return m.invoke(this, 1, 2L); }",
        "int f(java.lang.invoke.MethodHandle h) throws Throwable { return (int) h.invoke(1, 2L); }",
        "void f(java.lang.invoke.MethodHandle h) throws Throwable { h.invokeWithArguments(1); }",
        "static native long g(double d); long f() { return g(1) + g(2); }",
        "java.util.function.Function<Object[], Object> f(java.lang.invoke.MethodHandle h)"
            + " { return a -> { try { return h.invokeWithArguments(a); }"
            + " catch (Throwable t) { return t; } }; }",
      })
  void opaqueCallIsBracketed(String members) {
    Transformed result = assertInstanceOf(Transformed.class, transform(members));
    assertFalse(result.suspends());
    assertEquals(List.of(), result.plans());
    assertEquals(List.of(), result.diagnostics());
    assertTrue(calls(result, "pin") > 0);
    // Behind the call, and where it throws.
    assertEquals(2 * calls(result, "pin"), calls(result, "unpin"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "String f(java.lang.reflect.Method m) { return m.getName() + m; }",
        "int f(java.lang.invoke.VarHandle h) { return (int) h.get(this); }",
        "Runnable f(Object o) { return () -> System.out.println(o + \"!\"); }",
        "java.util.function.BinaryOperator<Object> f() { return (a, b) -> a; }",
        "record R(int x, String s) {}",
        "static native long g(double d);",
      })
  void whatCallsNothingUnknownIsUnchanged(String members) {
    assertInstanceOf(Unchanged.class, transform(members));
  }

  @Test
  void methodReferencesGetAnAdapterWithRoomForTheBracket() {
    String members =
        """
        interface Call { Object call(Object target, Object[] arguments) throws Exception; }
        static native void callBack();
        Call f(java.lang.reflect.Method m) { return m::invoke; }
        Runnable g() { return Sample::callBack; }
        Runnable serialisable() { return (Runnable & java.io.Serializable) Sample::callBack; }
        """;
    Transformed result = assertInstanceOf(Transformed.class, transform(members));
    assertEquals(3, calls(result, "pin"));
  }

  @Test
  void callSiteOfAForeignBootstrapMethodIsBracketed() {
    Map<String, byte[]> files = Map.of(NAME, dynamicCaller("Lcom/acme/CallSite;"));
    assertEquals(1, calls(assertInstanceOf(Transformed.class, transform(files)), "pin"));
    files = Map.of(NAME, dynamicCaller("Ljava/lang/Object;"));
    assertEquals(1, calls(assertInstanceOf(Transformed.class, transform(files)), "pin"));
  }

  private static byte[] dynamicCaller(String result) {
    String name = NAME.replace('.', '/');
    ClassWriter writer = new ClassWriter(ClassWriter.COMPUTE_MAXS);
    writer.visit(Opcodes.V17, Opcodes.ACC_PUBLIC, name, null, "java/lang/Object", null);
    var method = writer.visitMethod(Opcodes.ACC_STATIC, "f", "()J", null, null);
    String parameters =
        MethodType.methodType(
                void.class,
                java.lang.invoke.MethodHandles.Lookup.class,
                String.class,
                MethodType.class)
            .toMethodDescriptorString();
    Handle bootstrap =
        new Handle(
            Opcodes.H_INVOKESTATIC,
            "com/acme/Linker",
            "link",
            parameters.replace(")V", ")" + result),
            false);
    method.visitInvokeDynamicInsn("anything", "()J", bootstrap);
    method.visitInsn(Opcodes.LRETURN);
    method.visitMaxs(0, 0);
    writer.visitEnd();
    return writer.toByteArray();
  }

  @Test
  void hiddenClassesAreDefinedByTheRuntime() {
    String members =
        """
        Class<?> f(java.lang.invoke.MethodHandles.Lookup l, byte[] b) throws Exception {
          return l.defineHiddenClass(b, true).lookupClass();
        }
        """;
    Transformed result = assertInstanceOf(Transformed.class, transform(members));
    assertEquals(1, calls(result, "defineHiddenClass"));
    assertEquals(0, calls(result, "pin"));
  }

  /** Its classes could not be linked to what the transform adds. */
  @Test
  void classOfALoaderWithoutTheRuntimeIsUnchanged() {
    Map<String, byte[]> files =
        compile("Object f(java.lang.reflect.Method m) throws Exception { return m.invoke(m); }");
    ClassHierarchy alone = new ClassHierarchy(name -> files.get(name.replace('/', '.')));
    assertInstanceOf(Unchanged.class, Transformer.transform(NAME, files.get(NAME), alone));
  }

  /** Constructors, allocations that wait, handlers around handlers. */
  @ParameterizedTest
  @ValueSource(strings = {"8", "17"})
  void everyBracketVerifies(String release) {
    String members =
        """
        final Object x;
        Sample(Object x) { this.x = x; }
        Sample(java.lang.reflect.Method m, long a) throws Exception { this(m.invoke(null, a)); }
        static Object f(java.lang.reflect.Method m, int n) {
          double kept = n;
          for (long i = 0; i < n; i++) {
            try {
              synchronized (m) {
                return new Sample(new Sample(m.invoke(null, kept)).x).x;
              }
            } catch (RuntimeException e) {
              kept += i;
            } catch (Exception e) {
              try { m.invoke(e); } catch (Exception again) { kept--; } finally { n--; }
            } finally {
              n++;
            }
          }
          return kept;
        }
        """;
    Map<String, byte[]> files = compile(members, "--release", release, "-Xlint:-options");
    Transformed result = assertInstanceOf(Transformed.class, transform(files));
    BytecodeCheck.verify(NAME, result.classFile(), new FixtureLoader(false, files));
    assertTrue(calls(result, "pin") >= 3);
  }

  /** A method without room for its brackets gets one around it. */
  @Test
  void methodThatWouldGetTooLargeGetsOneBracket() {
    String statements =
        IntStream.range(0, 4000)
            .mapToObj(i -> "m.invoke(" + i + ", s);")
            .collect(Collectors.joining("\n"));
    Transformed result =
        assertInstanceOf(
            Transformed.class,
            transform(
                "void f(java.lang.reflect.Method m, Object[] s) throws Exception {\n"
                    + statements
                    + "\n}\n"));
    assertEquals(1, calls(result, "pin"));
  }

  @Test
  void loadedClassGetsBracketsAndNoMethods() {
    Map<String, byte[]> files =
        compile(
            """
            @Suspendable void f(java.lang.reflect.Method m) throws Exception {
              Probe.point();
              m.invoke(this);
            }
            """);
    TransformResult result =
        Transformer.redefine(
            NAME, files.get(NAME), hierarchy(files), MonitorPolicy.SUSPEND, AddedMethods.EARLIER);
    Transformed transformed = assertInstanceOf(Transformed.class, result);
    assertEquals(List.of(), transformed.plans());
    assertEquals(2, calls(transformed, "pin"));
    assertEquals(1, transformed.diagnostics().size());
    assertTrue(
        transformed.diagnostics().get(0).message().startsWith("[CO108] cannot suspend through"));
    assertEquals(
        node(files.get(NAME)).methods.size(), node(transformed.classFile()).methods.size());
  }

  private static int calls(Transformed result, String name) {
    int count = 0;
    for (MethodNode method : node(result.classFile()).methods) {
      for (var insn : method.instructions) {
        if (insn instanceof MethodInsnNode call
            && call.owner.startsWith("dev/coro/rt/")
            && call.name.equals(name)) {
          count++;
        }
      }
    }
    return count;
  }

  private static ClassNode node(byte[] classFile) {
    ClassNode node = new ClassNode();
    new ClassReader(classFile).accept(node, 0);
    return node;
  }

  private TransformResult transform(String members) {
    Map<String, byte[]> files = compile(members);
    return transform(files);
  }

  private static TransformResult transform(Map<String, byte[]> files) {
    return Transformer.transform(NAME, files.get(NAME), hierarchy(files));
  }

  private static ClassHierarchy hierarchy(Map<String, byte[]> files) {
    return new ClassHierarchy(new FixtureLoader(false, files)::bytes);
  }

  private Map<String, byte[]> compile(String members, String... options) {
    return SourceCompiler.compile("Sample", members + "\n", folder, options);
  }
}
