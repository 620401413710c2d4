package dev.coro.transform.fuzz;

import dev.coro.transform.fixtures.fuzz.Thing;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.MethodNode;

/** Turns a program into class files. */
final class ProgramCode {
  private static final String SUSPENDABLE = "Ldev/coro/Suspendable;";
  private static final String THING = Type.getInternalName(Thing.class);

  /** The method that gives static fields their first values. */
  static final String RESET = "reset";

  /** Line numbers that a method may use. */
  private static final int LINES = 1000;

  private final Program program;
  private final Map<Kind, ClassNode> classes = new LinkedHashMap<>();
  private final Map<String, String> superclasses = new HashMap<>();

  private ProgramCode(Program program) {
    this.program = program;
    declare(Kind.FACE, "java/lang/Object");
    declare(Kind.BASE, THING, Kind.FACE.internalName());
    declare(Kind.DERIVED, Kind.BASE.internalName());
    declare(Kind.OTHER, THING, Kind.FACE.internalName());
    declare(Kind.MAIN, "java/lang/Object", "dev/coro/SuspendableCallable");
  }

  /** The classes as trees. */
  static List<ClassNode> trees(Program program) {
    ProgramCode code = new ProgramCode(program);
    code.addMethods();
    return List.copyOf(code.classes.values());
  }

  /** Class files by class name with dots. */
  static Map<String, byte[]> classFiles(Program program) {
    ProgramCode code = new ProgramCode(program);
    code.addMethods();
    Map<String, byte[]> files = new HashMap<>();
    code.classes
        .values()
        .forEach(node -> files.put(node.name.replace('/', '.'), code.written(node)));
    return files;
  }

  private void declare(Kind kind, String superclass, String... faces) {
    ClassNode node = new ClassNode();
    int access = Opcodes.ACC_PUBLIC;
    access |= kind == Kind.FACE ? Opcodes.ACC_INTERFACE | Opcodes.ACC_ABSTRACT : Opcodes.ACC_SUPER;
    node.visit(program.version(), access, kind.internalName(), null, superclass, faces);
    node.visitSource(kind.name() + ".fuzz", null);
    classes.put(kind, node);
    superclasses.put(kind.internalName(), superclass);
  }

  // ---- methods

  private void addMethods() {
    for (Kind kind : List.of(Kind.BASE, Kind.DERIVED, Kind.OTHER)) {
      for (int i = 0; i < NewCode.CONSTRUCTORS.size(); i++) {
        addConstructor(kind, NewCode.descriptor(i));
      }
    }
    addEntry();
    int firstLine = LINES;
    for (Method method : program.methods()) {
      MethodNode node = added(method.owner(), access(method), method.name(), method.descriptor());
      if (method.suspendable() && isAnnotated(method)) {
        node.visitAnnotation(SUSPENDABLE, false).visitEnd();
      }
      MethodCode.emit(program, method, node, firstLine);
      firstLine += LINES;
    }
    for (Method method : program.methods()) {
      if (method.call() == Method.Call.INTERFACE) {
        declareAbstract(method);
      }
    }
  }

  private MethodNode added(Kind owner, int access, String name, String descriptor) {
    MethodNode node = new MethodNode(Opcodes.ASM9, access, name, descriptor, null, null);
    classes.get(owner).methods.add(node);
    return node;
  }

  private static int access(Method method) {
    int access = method.isSynchronized() ? Opcodes.ACC_SYNCHRONIZED : 0;
    return access
        | switch (method.call()) {
          case STATIC -> Opcodes.ACC_PUBLIC | Opcodes.ACC_STATIC;
          case LAMBDA -> Opcodes.ACC_PRIVATE | Opcodes.ACC_STATIC | Opcodes.ACC_SYNTHETIC;
          case VIRTUAL, INTERFACE -> Opcodes.ACC_PUBLIC;
          case PRIVATE -> Opcodes.ACC_PRIVATE;
        };
  }

  /** Bodies of lambdas are suspendable without, and so are methods that override. */
  private static boolean isAnnotated(Method method) {
    return switch (method.call()) {
      case LAMBDA, INTERFACE -> false;
      case VIRTUAL -> method.owner() == Kind.BASE;
      default -> true;
    };
  }

  private void declareAbstract(Method method) {
    for (MethodNode known : classes.get(Kind.FACE).methods) {
      if (known.name.equals(method.name())) {
        return;
      }
    }
    int access = Opcodes.ACC_PUBLIC | Opcodes.ACC_ABSTRACT;
    MethodNode node = added(Kind.FACE, access, method.name(), method.descriptor());
    if (method.suspendable()) {
      node.visitAnnotation(SUSPENDABLE, false).visitEnd();
    }
  }

  private void addConstructor(Kind kind, String descriptor) {
    MethodVisitor code = added(kind, Opcodes.ACC_PUBLIC, "<init>", descriptor);
    code.visitCode();
    code.visitVarInsn(Opcodes.ALOAD, 0);
    int slot = 1;
    for (Type parameter : Type.getArgumentTypes(descriptor)) {
      code.visitVarInsn(parameter.getOpcode(Opcodes.ILOAD), slot);
      slot += parameter.getSize();
    }
    String superclass = superclasses.get(kind.internalName());
    code.visitMethodInsn(Opcodes.INVOKESPECIAL, superclass, "<init>", descriptor, false);
    code.visitInsn(Opcodes.RETURN);
    code.visitMaxs(0, 0);
    code.visitEnd();
  }

  /** The class is the callable whose call the continuation runs. */
  private void addEntry() {
    MethodVisitor constructor = added(Kind.MAIN, Opcodes.ACC_PUBLIC, "<init>", "()V");
    constructor.visitCode();
    constructor.visitVarInsn(Opcodes.ALOAD, 0);
    constructor.visitMethodInsn(Opcodes.INVOKESPECIAL, "java/lang/Object", "<init>", "()V", false);
    constructor.visitInsn(Opcodes.RETURN);
    constructor.visitMaxs(0, 0);
    int access = Opcodes.ACC_PUBLIC | Opcodes.ACC_STATIC;
    MethodCode.emitReset(program, added(Kind.MAIN, access, RESET, "()V"));
    MethodNode call = added(Kind.MAIN, Opcodes.ACC_PUBLIC, "call", "()Ljava/lang/Object;");
    call.visitCode();
    call.visitMethodInsn(Opcodes.INVOKESTATIC, MethodCode.MAIN, RESET, "()V", false);
    Method first = program.methods().get(0);
    call.visitMethodInsn(
        Opcodes.INVOKESTATIC, MethodCode.MAIN, first.name(), first.descriptor(), false);
    call.visitInsn(Opcodes.ARETURN);
    call.visitMaxs(0, 0);
    ClassNode main = classes.get(Kind.MAIN);
    main.visitField(access, "fuel", "I", null, null).visitEnd();
    for (Kind kind : Kind.values()) {
      if (kind != Kind.VOID) {
        String descriptor = kind.type.getDescriptor();
        main.visitField(access, StaticState.field(kind), descriptor, null, null).visitEnd();
      }
    }
  }

  // ---- class files

  private byte[] written(ClassNode node) {
    boolean maps = (program.version() & 0xFFFF) > Opcodes.V1_6;
    ClassWriter writer =
        new ClassWriter(maps ? ClassWriter.COMPUTE_FRAMES : ClassWriter.COMPUTE_MAXS) {
          @Override
          protected String getCommonSuperClass(String first, String second) {
            return commonSuperclass(first, second);
          }
        };
    node.accept(writer);
    return writer.toByteArray();
  }

  private String commonSuperclass(String first, String second) {
    String candidate = first;
    while (!isSubclass(second, candidate)) {
      candidate = superclass(candidate);
    }
    return candidate;
  }

  private boolean isSubclass(String type, String of) {
    for (String next = type; next != null; next = superclass(next)) {
      if (next.equals(of)) {
        return true;
      }
    }
    return false;
  }

  private String superclass(String type) {
    if (superclasses.containsKey(type)) {
      return superclasses.get(type);
    }
    try {
      Class<?> superclass = Class.forName(type.replace('/', '.')).getSuperclass();
      return superclass == null ? null : Type.getInternalName(superclass);
    } catch (ClassNotFoundException e) {
      throw new IllegalStateException(e);
    }
  }
}
