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
  private static final int SKIPPED = ClassReader.SKIP_DEBUG | ClassReader.SKIP_FRAMES;

  private final Map<String, PendingMethod> methods = new HashMap<>();
  private final String owner;
  private boolean typeAnnotated;
  private boolean hasForwarders;

  private ClassInfoReader(String owner) {
    super(RuntimeNames.ASM_API);
    this.owner = owner;
  }

  static ClassInfo read(ClassReader reader, SuspendableNames names) {
    String owner = reader.getClassName();
    ClassInfoReader visitor = new ClassInfoReader(owner);
    reader.accept(visitor, SKIPPED | ClassReader.SKIP_CODE);
    if (visitor.hasForwarders) {
      visitor = new ClassInfoReader(owner);
      reader.accept(visitor, SKIPPED);
    }
    boolean concerned = names.concern(owner);
    boolean everything = names.isWhollySuspendable(owner);
    Map<String, MethodInfo> methods = new HashMap<>();
    List<MethodId> bridges = new ArrayList<>(0);
    for (PendingMethod method : visitor.methods.values()) {
      boolean named = concerned && names.include(owner, method.id.name(), method.id.descriptor());
      boolean meant = visitor.typeAnnotated && !method.isOfTools();
      boolean suspendable = (meant || named) && (everything || !method.isLambdaBody());
      MethodInfo info =
          new MethodInfo(method.access, method.annotated || suspendable, method.targets);
      methods.put(method.id.key(), info);
      if (info.isBridge()) {
        bridges.add(method.id);
      }
    }
    return new ClassInfo(
        owner,
        reader.getAccess(),
        reader.getSuperName(),
        List.of(reader.getInterfaces()),
        Map.copyOf(methods),
        visitor.methods.values().stream().map(method -> method.id).toList(),
        List.copyOf(bridges));
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
    MethodId id = new MethodId(owner, name, descriptor);
    PendingMethod method = new PendingMethod(access, id, isForwarder(access, name));
    hasForwarders |= method.forwarder;
    methods.put(id.key(), method);
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
    final MethodId id;
    final boolean forwarder;
    final List<MethodId> targets = new ArrayList<>(0);
    boolean annotated;

    PendingMethod(int access, MethodId id, boolean forwarder) {
      super(RuntimeNames.ASM_API);
      this.access = access;
      this.id = id;
      this.forwarder = forwarder;
    }

    /**
     * Whether an annotated type does not mean it: constructors and initialisers, and what compilers
     * and coverage tools add for their own use ({@code $values}, {@code $jacocoInit}).
     */
    boolean isOfTools() {
      char first = id.name().charAt(0);
      return first == '<' || (first == '$' && (access & Opcodes.ACC_SYNTHETIC) != 0);
    }

    /** Whether its functional interface decides, not the type it stands in. */
    boolean isLambdaBody() {
      return (access & Opcodes.ACC_SYNTHETIC) != 0 && id.name().contains("lambda$");
    }

    @Override
    public @Nullable AnnotationVisitor visitAnnotation(String descriptor, boolean visible) {
      annotated |= descriptor.equals(RuntimeNames.SUSPENDABLE_DESCRIPTOR);
      return null;
    }

    @Override
    public void visitMethodInsn(
        int opcode, String owner, String name, String descriptor, boolean isInterface) {
      if (forwarder && (!isNamedAfterTarget(id.name()) || id.name().startsWith(name + "$"))) {
        targets.add(new MethodId(owner, name, descriptor));
      }
    }
  }
}
