package dev.coro.transform.tree;

import dev.coro.transform.RuntimeNames;
import dev.coro.transform.scan.SuspendableIteration;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.Handle;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.tree.InsnList;
import org.objectweb.asm.tree.MethodNode;

/**
 * A method whose code may be written by somebody else than its own instructions: both bodies of a
 * suspendable method are streamed from one list, which stays as it was read. Nothing is copied, and
 * an instruction that the transform adds is never an object.
 */
public final class MethodTree extends MethodNode {
  private @Nullable Consumer<MethodVisitor> code;
  private boolean hasDynamicCalls;
  private boolean mayIterate;

  /** An empty method. */
  public MethodTree(
      int access,
      String name,
      String descriptor,
      @Nullable String signature,
      String @Nullable [] exceptions) {
    super(RuntimeNames.ASM_API, access, name, descriptor, signature, exceptions);
  }

  /** Has {@code code} write the code of this method, from the first instruction to the limits. */
  public void writeBy(Consumer<MethodVisitor> code) {
    this.code = code;
  }

  /** Whether a call site that a bootstrap method links was read. */
  public boolean hasDynamicCalls() {
    return hasDynamicCalls;
  }

  /** Whether a call that may make a suspendable iterator was read. */
  public boolean mayIterate() {
    return mayIterate;
  }

  @Override
  public void visitMethodInsn(
      int opcode, String owner, String name, String descriptor, boolean isInterface) {
    mayIterate |= SuspendableIteration.mayBegin(name, descriptor);
    super.visitMethodInsn(opcode, owner, name, descriptor, isInterface);
  }

  @Override
  public void visitInvokeDynamicInsn(
      String name, String descriptor, Handle bootstrap, Object... arguments) {
    hasDynamicCalls = true;
    super.visitInvokeDynamicInsn(name, descriptor, bootstrap, arguments);
  }

  @Override
  public void accept(MethodVisitor next) {
    Consumer<MethodVisitor> writer = code;
    if (writer == null) {
      super.accept(next);
      return;
    }
    InsnList own = instructions;
    instructions = new InsnList();
    super.accept(
        new MethodVisitor(RuntimeNames.ASM_API, next) {
          @Override
          public void visitEnd() {
            instructions = own;
            next.visitCode();
            writer.accept(next);
            super.visitEnd();
          }
        });
  }
}
