package dev.coro.transform;

import dev.coro.transform.scan.ClassHierarchy;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.AnnotationNode;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.MethodNode;

/**
 * Which methods of a class, if they are suspendable, give their carrier up when their slice ends.
 */
final class PreemptibleMethods {
  /** How javac names the body of a lambda, after the method in which it stands. */
  private static final String LAMBDA = "lambda$";

  private final ClassNode node;
  private final ClassHierarchy hierarchy;
  private final boolean all;

  PreemptibleMethods(ClassNode node, ClassHierarchy hierarchy) {
    this.node = node;
    this.hierarchy = hierarchy;
    this.all = isMarked(node.visibleAnnotations);
  }

  /** Whether the method is marked, its class, or the method in which it is a lambda. */
  boolean contains(MethodNode method) {
    if (all
        || isMarked(method.visibleAnnotations)
        || hierarchy.isPreemptible(node.name, method.name, method.desc)) {
      return true;
    } else if ((method.access & Opcodes.ACC_SYNTHETIC) == 0 || !method.name.startsWith(LAMBDA)) {
      return false;
    }
    String enclosing = method.name.substring(LAMBDA.length(), method.name.lastIndexOf('$') + 1);
    for (MethodNode other : node.methods) {
      if (enclosing.equals(other.name + "$") && isMarked(other.visibleAnnotations)) {
        return true;
      }
    }
    return false;
  }

  /** Whether {@code @Suspendable} is there with its only element, which says so. */
  private static boolean isMarked(@Nullable List<AnnotationNode> annotations) {
    if (annotations != null) {
      for (AnnotationNode annotation : annotations) {
        if (annotation.desc.equals(RuntimeNames.SUSPENDABLE_DESCRIPTOR)
            && annotation.values != null
            && annotation.values.contains(true)) {
          return true;
        }
      }
    }
    return false;
  }
}
