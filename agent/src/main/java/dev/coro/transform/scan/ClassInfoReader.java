package dev.coro.transform.scan;

import dev.coro.transform.RuntimeNames;
import dev.coro.transform.scan.ClassInfo.MethodId;
import dev.coro.transform.scan.ClassInfo.MethodInfo;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.AnnotationVisitor;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/** Reads a {@link ClassInfo} from class bytes; of method bodies only those the compiler made. */
final class ClassInfoReader extends ClassVisitor {
  private final Map<String, PendingMethod> methods = new HashMap<>();
  private boolean typeAnnotated;

  private ClassInfoReader() {
    super(RuntimeNames.ASM_API);
  }

  static ClassInfo read(ClassReader reader) {
    ClassInfoReader visitor = new ClassInfoReader();
    reader.accept(visitor, ClassReader.SKIP_DEBUG | ClassReader.SKIP_FRAMES);
    Map<String, MethodInfo> methods = new HashMap<>();
    visitor.methods.forEach(
        (key, method) ->
            methods.put(
                key,
                new MethodInfo(
                    method.access,
                    method.annotated || visitor.appliesTo(key, method.access),
                    method.targets)));
    return new ClassInfo(
        reader.getClassName(),
        reader.getAccess(),
        reader.getSuperName(),
        List.of(reader.getInterfaces()),
        Map.copyOf(methods));
  }

  /**
   * An annotated type means its methods, not its constructors and initialisers, nor what compilers
   * and coverage tools add for their own use ({@code $values}, {@code $jacocoInit}).
   */
  private boolean appliesTo(String key, int access) {
    boolean isTools = (access & Opcodes.ACC_SYNTHETIC) != 0 && key.charAt(0) == '$';
    return typeAnnotated && key.charAt(0) != '<' && !isTools;
  }

  @Override
  public @Nullable AnnotationVisitor visitAnnotation(String descriptor, boolean visible) {
    typeAnnotated |= descriptor.equals(RuntimeNames.SUSPENDABLE_DESCRIPTOR);
    return null;
  }

  @Override
  public MethodVisitor visitMethod(
      int access,
      String name,
      String descriptor,
      @Nullable String signature,
      String @Nullable [] exceptions) {
    PendingMethod method = new PendingMethod(access, isForwarder(access, name));
    methods.put(name + descriptor, method);
    return method;
  }

  /** Bridges, and the accessors that javac made for private members before Java 11. */
  private static boolean isForwarder(int access, String name) {
    return (access & Opcodes.ACC_SYNTHETIC) != 0
        && ((access & Opcodes.ACC_BRIDGE) != 0 || name.startsWith("access$"));
  }

  private static final class PendingMethod extends MethodVisitor {
    final int access;
    final boolean forwarder;
    final List<MethodId> targets = new ArrayList<>(0);
    boolean annotated;

    PendingMethod(int access, boolean forwarder) {
      super(RuntimeNames.ASM_API);
      this.access = access;
      this.forwarder = forwarder;
    }

    @Override
    public @Nullable AnnotationVisitor visitAnnotation(String descriptor, boolean visible) {
      annotated |= descriptor.equals(RuntimeNames.SUSPENDABLE_DESCRIPTOR);
      return null;
    }

    @Override
    public void visitMethodInsn(
        int opcode, String owner, String name, String descriptor, boolean isInterface) {
      if (forwarder) {
        targets.add(new MethodId(owner, name, descriptor));
      }
    }
  }
}
