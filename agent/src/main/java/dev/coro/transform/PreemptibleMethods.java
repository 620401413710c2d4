package dev.coro.transform;

import dev.coro.transform.scan.ClassHierarchy;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
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

  /** Names of the methods that are marked. */
  private final Set<String> marked = new HashSet<>();

  PreemptibleMethods(ClassNode node, ClassHierarchy hierarchy) {
    this.node = node;
    this.hierarchy = hierarchy;
    this.all = isMarked(node.visibleAnnotations);
    for (MethodNode method : node.methods) {
      if (isMarked(method.visibleAnnotations)) {
        marked.add(method.name);
      }
    }
  }

  /** Whether the method is marked, its class, or the method in which it is a lambda. */
  boolean contains(MethodNode method) {
    if (all
        || isMarked(method.visibleAnnotations)
        || hierarchy.isPreemptible(node.name, method.name, method.desc)) {
      return true;
    }
    int number = method.name.lastIndexOf('$');
    return !marked.isEmpty()
        && (method.access & Opcodes.ACC_SYNTHETIC) != 0
        && method.name.startsWith(LAMBDA)
        && number > LAMBDA.length()
        && marked.contains(method.name.substring(LAMBDA.length(), number));
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
