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
                    method.access, method.annotated || visitor.appliesTo(key), method.targets)));
    return new ClassInfo(
        reader.getClassName(),
        reader.getAccess(),
        reader.getSuperName(),
        List.of(reader.getInterfaces()),
        Map.copyOf(methods));
  }

  /** An annotated type means its methods, not its constructors and initialisers. */
  private boolean appliesTo(String key) {
    return typeAnnotated && key.charAt(0) != '<';
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
    PendingMethod method = new PendingMethod(access, name, isForwarder(access, name));
    methods.put(name + descriptor, method);
    return method;
  }

  /**
   * Bridges, the accessors that javac made for private members before Java 11, Kotlin's methods
   * with default arguments and Scala's static ways to the methods of traits. The latter two are
   * named after the method that they lead to.
   */
  private static boolean isForwarder(int access, String name) {
    boolean synthetic = (access & Opcodes.ACC_SYNTHETIC) != 0;
    return (synthetic && ((access & Opcodes.ACC_BRIDGE) != 0 || name.startsWith("access$")))
        || ((access & Opcodes.ACC_STATIC) != 0 && isNamedAfterTarget(name));
  }

  private static boolean isNamedAfterTarget(String name) {
    return name.endsWith("$default") || name.endsWith("$");
  }

  private static final class PendingMethod extends MethodVisitor {
    final int access;
    final String ownName;
    final boolean forwarder;
    final List<MethodId> targets = new ArrayList<>(0);
    boolean annotated;

    PendingMethod(int access, String ownName, boolean forwarder) {
      super(RuntimeNames.ASM_API);
      this.access = access;
      this.ownName = ownName;
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
      if (forwarder && (!isNamedAfterTarget(ownName) || ownName.startsWith(name + "$"))) {
        targets.add(new MethodId(owner, name, descriptor));
      }
    }
  }
}
