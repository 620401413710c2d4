package dev.coro.benchmarks.corpus;

import dev.coro.transform.scan.ClassHierarchy;
import java.util.LinkedHashMap;
import java.util.Map;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/**
 * Counts, independently of the transform's own account, the calls in each method that may suspend.
 * Code that is never reached counts as well.
 */
final class MethodCensus extends ClassVisitor {
  private final ClassHierarchy hierarchy;
  private final Map<String, Integer> calls = new LinkedHashMap<>();

  private MethodCensus(ClassHierarchy hierarchy) {
    super(Opcodes.ASM9);
    this.hierarchy = hierarchy;
  }

  /** Suspension points of each method that has any, by name and descriptor. */
  static Map<String, Integer> of(byte[] classFile, ClassHierarchy hierarchy) {
    MethodCensus census = new MethodCensus(hierarchy);
    new ClassReader(classFile).accept(census, ClassReader.SKIP_DEBUG | ClassReader.SKIP_FRAMES);
    return census.calls;
  }

  @Override
  public MethodVisitor visitMethod(
      int access, String method, String type, String signature, String[] exceptions) {
    return new MethodVisitor(api) {
      @Override
      public void visitMethodInsn(
          int opcode, String owner, String name, String descriptor, boolean isInterface) {
        if (hierarchy.isSuspendable(owner, name, descriptor)) {
          calls.merge(method + type, 1, Integer::sum);
        }
      }
    };
  }
}
