package dev.coro.transform.assembled;

import dev.coro.transform.testing.FixtureLoader;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/**
 * A class under assembly. Stack maps are computed for class files that have them, unless the
 * assembly is told that its code brings its own.
 */
final class Assembly {
  private static final int STATIC = Opcodes.ACC_PUBLIC | Opcodes.ACC_STATIC;

  private final String name;
  private final ClassWriter writer;
  private final List<String> cases = new ArrayList<>();

  /** Starts a public class of this class file version in the package of the fixtures. */
  Assembly(String simpleName, int version) {
    this(simpleName, version, flags(version));
  }

  private Assembly(String simpleName, int version, int flags) {
    name = FixtureLoader.FIXTURES + simpleName;
    writer = new ClassWriter(flags);
    writer.visit(
        version,
        Opcodes.ACC_PUBLIC | Opcodes.ACC_SUPER,
        internalName(),
        null,
        "java/lang/Object",
        null);
  }

  /** Starts a class whose code comes with its own stack maps, or with none. */
  static Assembly withOwnStackMaps(String simpleName, int version) {
    return new Assembly(simpleName, version, ClassWriter.COMPUTE_MAXS);
  }

  private static int flags(int version) {
    return (version & 0xFFFF) > Opcodes.V1_6
        ? ClassWriter.COMPUTE_FRAMES
        : ClassWriter.COMPUTE_MAXS;
  }

  /** Adds a case: a suspendable method that returns what {@code body} leaves on the stack. */
  Assembly testCase(String methodName, Consumer<Code> body) {
    cases.add(methodName);
    return method(STATIC, methodName, "()Ljava/lang/Object;", body);
  }

  /** Adds a suspendable method; the code ends with its own return instruction. */
  Assembly method(int access, String methodName, String descriptor, Consumer<Code> body) {
    return method(access, methodName, descriptor, true, body);
  }

  /** Adds a method that is not suspendable. */
  Assembly ordinary(int access, String methodName, String descriptor, Consumer<Code> body) {
    return method(access, methodName, descriptor, false, body);
  }

  private Assembly method(
      int access, String methodName, String descriptor, boolean suspendable, Consumer<Code> body) {
    MethodVisitor method = writer.visitMethod(access, methodName, descriptor, null, null);
    if (suspendable) {
      method.visitAnnotation("Ldev/coro/Suspendable;", false).visitEnd();
    }
    method.visitCode();
    body.accept(new Code(method));
    method.visitMaxs(0, 0);
    method.visitEnd();
    return this;
  }

  /** The writer, for what else a class can have. */
  ClassWriter writer() {
    return writer;
  }

  /** Names of the cases, in order. */
  List<String> cases() {
    return List.copyOf(cases);
  }

  /** Name of the class with dots. */
  String name() {
    return name;
  }

  String internalName() {
    return name.replace('.', '/');
  }

  /** The finished class file. */
  byte[] bytes() {
    writer.visitEnd();
    return writer.toByteArray();
  }
}
