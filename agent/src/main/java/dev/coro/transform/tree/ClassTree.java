package dev.coro.transform.tree;

import dev.coro.transform.RuntimeNames;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.tree.ClassNode;

/** A class whose methods are {@link MethodTree}s. */
public final class ClassTree extends ClassNode {
  /** An empty class. */
  public ClassTree() {
    super(RuntimeNames.ASM_API);
  }

  @Override
  public MethodVisitor visitMethod(
      int access,
      String name,
      String descriptor,
      @Nullable String signature,
      String @Nullable [] exceptions) {
    MethodTree method = new MethodTree(access, name, descriptor, signature, exceptions);
    methods.add(method);
    return method;
  }
}
