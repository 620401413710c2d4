package dev.coro.transform.emit;

import dev.coro.transform.RuntimeNames;
import dev.coro.transform.scan.LambdaSite;
import java.util.Collection;
import java.util.List;
import org.objectweb.asm.Handle;
import org.objectweb.asm.Label;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.commons.GeneratorAdapter;
import org.objectweb.asm.tree.MethodNode;

/**
 * Teaches {@code $deserializeLambda$} the references that were given an adapter:
 *
 * <pre>
 *   if (lambda.getImplMethodName().equals(adapter)) return the reference, with what it captured
 *   ...                                             the method's own code, for the author's names
 * </pre>
 */
final class Deserialization {
  private static final String LAMBDA = "java/lang/invoke/SerializedLambda";

  private Deserialization() {}

  /** Puts the cases in front of the code of {@code method}; the sites are re-pointed already. */
  static void addCases(MethodNode method, Collection<LambdaSite> sites) {
    MethodNode cases =
        new MethodNode(RuntimeNames.ASM_API, method.access, method.name, method.desc, null, null);
    GeneratorAdapter code = new GeneratorAdapter(cases, method.access, method.name, method.desc);
    for (LambdaSite site : sites) {
      Label next = code.newLabel();
      code.loadArg(0);
      code.visitMethodInsn(
          Opcodes.INVOKEVIRTUAL, LAMBDA, "getImplMethodName", "()Ljava/lang/String;", false);
      code.push(((Handle) site.call().bsmArgs[1]).getName());
      code.visitMethodInsn(
          Opcodes.INVOKEVIRTUAL, "java/lang/String", "equals", "(Ljava/lang/Object;)Z", false);
      code.ifZCmp(GeneratorAdapter.EQ, next);
      addReference(code, site);
      code.mark(next);
      cases.instructions.add(StackMaps.frame(List.of(LAMBDA), List.of()));
    }
    // Keeps this frame and one that the method may begin with apart.
    code.visitInsn(Opcodes.NOP);
    method.instructions.insert(cases.instructions);
  }

  private static void addReference(GeneratorAdapter code, LambdaSite site) {
    Type[] captured = Type.getArgumentTypes(site.call().desc);
    for (int i = 0; i < captured.length; i++) {
      code.loadArg(0);
      code.push(i);
      code.visitMethodInsn(
          Opcodes.INVOKEVIRTUAL, LAMBDA, "getCapturedArg", "(I)Ljava/lang/Object;", false);
      code.unbox(captured[i]);
    }
    code.visitInvokeDynamicInsn(
        site.call().name, site.call().desc, site.call().bsm, site.call().bsmArgs);
    code.returnValue();
  }
}
